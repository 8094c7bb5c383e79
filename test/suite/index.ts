import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tally } from './tally.ts';

/** What a suite of real programs is given. */
export interface Suite {
  /** The folder of devops-flow itself. */
  readonly project: string;
  /** The built program, for `node`. */
  readonly program: string;
  /** A folder of its own, which is gone afterwards. */
  readonly work: string;
  readonly tally: Tally;
}

/** Runs a suite that tools/run.mjs has started, and ends with what it counted. */
export async function runSuite(
  name: string,
  run: (suite: Suite) => Promise<void>,
  tally: Tally = new Tally(),
): Promise<void> {
  const project = process.env['PROJECT_ROOT'] ?? '.';
  const work = mkdtempSync(join(tmpdir(), `${name}-`));
  try {
    await run({ project, program: join(project, 'dist', 'main.cjs'), work, tally });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  tally.end();
}
