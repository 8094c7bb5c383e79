import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Outcome {
  readonly isWell: boolean;
  readonly stdout: string;
  /** What went wrong, or all that was printed where nothing says so. */
  readonly said: string;
}

/** The real terraform, which finds the providers where they are served, and nothing of the user's. */
export type Terraform = (folder: string, argv: readonly string[]) => Promise<Outcome>;

/** @returns where the program is: DEVOPS_FLOW_TERRAFORM, else the first of PATH */
export function findTerraform(env: NodeJS.ProcessEnv): string | undefined {
  const named = env['DEVOPS_FLOW_TERRAFORM'];
  const paths = (env['PATH'] ?? '').split(delimiter).map(folder => join(folder, 'terraform'));
  return [...(named ? [named] : []), ...paths].find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param settings of the environment: where providers are, and what they are told */
export const terraformWith =
  (program: string, settings: NodeJS.ProcessEnv): Terraform =>
  (folder, argv) =>
    new Promise((resolve, reject) => {
      const child = spawn(program, argv, {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env['PATH'],
          HOME: folder,
          TF_CLI_ARGS: '-no-color',
          TF_IN_AUTOMATION: '1',
          CHECKPOINT_DISABLE: '1',
          TF_CLI_CONFIG_FILE: '/dev/null',
          ...settings,
        },
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.on('data', (data: Buffer) => (stdout += data));
      child.stderr.on('data', (data: Buffer) => (stderr += data));
      child.on('error', reject);
      child.on('close', status => resolve({ isWell: status === 0, stdout, said: stderr.trim() || stdout }));
    });
