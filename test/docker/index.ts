/** npm run test:docker: generated Dockerfiles and compose.yaml in a real Docker Engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeProgram, tryCompose } from './compose.ts';
import { startEngine } from './engine.ts';
import { tryHostile } from './hostile.ts';
import { tryImage } from './images.ts';
import { tryPins } from './pins.ts';
import { samples } from './samples.ts';
import { Tally } from './tally.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const program = join(project, 'dist', 'main.js');
const tally = new Tally();
const work = mkdtempSync(join(tmpdir(), 'docker-'));
try {
  const compose = await composeProgram();
  if (compose === undefined) tally.skip('docker compose could not be had from PyPI');
  else tryHostile(compose, work, tally);
  const engine = await startEngine();
  if (typeof engine === 'string') tally.skip(engine);
  else
    try {
      await tryPins(engine, program, work, tally);
      for (const sample of samples(project)) await tryImage(engine, sample, program, work, tally);
      if (compose !== undefined) await tryCompose(engine, compose, project, program, work, tally);
    } finally {
      await engine.stop();
    }
} finally {
  rmSync(work, { recursive: true, force: true });
}
console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
process.exitCode = tally.failed === 0 ? 0 : 1;
