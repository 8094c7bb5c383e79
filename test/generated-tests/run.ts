import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram } from '../../src/generate/checks/tools/run-program.ts';
import type { Tools } from '../suite/tools.ts';
import type { Runner } from './runners.ts';

/** Tests that were generated, and a folder in which their runners may build. */
export interface GeneratedTests {
  readonly tests: string;
  readonly folder: string;
}

export interface Outcome {
  readonly code: number | undefined;
  readonly said: string;
  /** Where the runner ran. */
  readonly work: string;
}

/** The path of what runs the tests; undefined where it cannot be had. */
export function programOf({ tool, program }: Runner, tools: Tools): string | undefined {
  if (tool !== undefined) return tools.pathOf(tool);
  if (program === undefined) return process.execPath;
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map(folder => join(folder, program)).find(file => existsSync(file));
}

/** Lets the runner ask the service at `url`, in a folder of its own. */
export async function run(
  runner: Runner,
  program: string,
  { tests, folder }: GeneratedTests,
  url: string,
): Promise<Outcome> {
  const work = join(folder, `build ${runner.name.replaceAll(/\W+/g, '-')}`);
  mkdirSync(work, { recursive: true });
  const argv = runner.argv({ program, tests, work, url });
  const env = { NO_COLOR: '1', ...runner.env, BASE_URL: url };
  const { code, stdout, stderr } = await runProgram(argv, { cwd: work, env });
  return { code, said: `${stdout}${stderr}`, work };
}
