import { spawnSync } from 'node:child_process';

export interface Said {
  readonly code: number;
  readonly text: string;
}

interface Where {
  readonly cwd?: string;
}

/** What a program of the system prints. @throws with its words when it does not end with 0 */
export function capture(program: string, args: readonly string[], { cwd }: Where = {}): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    ...(cwd !== undefined && { cwd }),
  });
  if (status === 0) return stdout;
  const said = error ? error.message : `${stdout}${stderr}`.trim().split('\n').slice(-5).join('\n');
  throw new Error(`${program} ${args.join(' ')}: ${said}`);
}

export function run(program: string, args: readonly string[], where?: Where): void {
  capture(program, args, where);
}
