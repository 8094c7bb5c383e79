import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';

/** What ECS says of a task that runs once, as far as it is looked at here. */
interface SingleTask {
  readonly taskArn: string;
  readonly lastStatus: string;
  readonly containers: readonly { readonly name: string; readonly exitCode: number }[];
}

interface Asked {
  readonly tasks?: readonly string[];
  readonly overrides?: {
    readonly containerOverrides: readonly { readonly name: string; readonly command: readonly string[] }[];
  };
}

/**
 * Tasks that run once: the command of one runs on this machine, and its exit code is that of the container. moto starts none
 * whose container names no memory of its own, which on Fargate it need not.
 */
export class SingleTasks {
  readonly #tasks: SingleTask[] = [];

  /** The answer to RunTask or DescribeTasks; undefined for anything else. */
  answer(action: string | undefined, asked: Asked): { readonly tasks: readonly SingleTask[] } | undefined {
    if (action === 'RunTask') return { tasks: [this.#run(asked)] };
    if (action !== 'DescribeTasks') return undefined;
    return { tasks: this.#tasks.filter(({ taskArn }) => asked.tasks?.includes(taskArn)) };
  }

  #run({ overrides }: Asked): SingleTask {
    const { name = '', command: [program = 'true', ...words] = [] } = overrides?.containerOverrides[0] ?? {};
    const { status } = spawnSync(program, words, { stdio: 'ignore' });
    const taskArn = `arn:aws:ecs:us-east-1:123456789012:task/cluster/${randomUUID().replaceAll('-', '')}`;
    const task = { taskArn, lastStatus: 'STOPPED', containers: [{ name, exitCode: status ?? 137 }] };
    this.#tasks.push(task);
    return task;
  }
}
