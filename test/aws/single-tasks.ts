import { spawnSync } from 'node:child_process';

/** What ECS says of a task that runs once, as far as it is looked at here. */
export interface SingleTask {
  readonly taskArn: string;
  lastStatus: string;
  containers: { name?: string; exitCode?: number }[];
}

export interface TaskAsked {
  readonly overrides?: {
    readonly containerOverrides: readonly { readonly name: string; readonly command: readonly string[] }[];
  };
}

/** Tasks that run once: the command of one runs on this machine, and its exit code is that of the container. */
export class SingleTasks {
  readonly #ended = new Map<string, { readonly name: string; readonly exitCode: number }>();

  run(tasks: readonly SingleTask[], { overrides }: TaskAsked): void {
    const { name = '', command: [program = 'true', ...words] = [] } = overrides?.containerOverrides[0] ?? {};
    for (const { taskArn } of tasks) {
      const { status } = spawnSync(program, words, { stdio: 'ignore' });
      this.#ended.set(taskArn, { name, exitCode: status ?? 137 });
    }
  }

  tell(tasks: readonly SingleTask[]): void {
    for (const task of tasks) {
      const ended = this.#ended.get(task.taskArn);
      if (!ended) continue;
      task.lastStatus = 'STOPPED';
      task.containers = [ended];
    }
  }
}
