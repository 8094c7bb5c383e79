import { spawn } from 'node:child_process';

export interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs lines of Bash with `folder` as the working folder, the programs of `path` before all others. */
export function bash(
  lines: readonly string[],
  folder: string,
  path: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Said> {
  const script = ['set -euo pipefail', ...lines].join('\n');
  const env = { ...process.env, ...variables, PATH: [...path, process.env['PATH']].join(':') };
  return new Promise((resolve, reject) => {
    const child = spawn('bash', ['-c', script], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code: code ?? 1, stdout, stderr }));
  });
}
