/** npm run test:docker: generated Dockerfiles and compose.yaml in a real Docker Engine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tryCompose } from './compose.ts';
import { startEngine } from './engine.ts';
import { tryImage } from './images.ts';
import { samples } from './samples.ts';
import { Tally } from './tally.ts';

const project = process.env['PROJECT_ROOT'] ?? '.';
const program = join(project, 'dist', 'main.js');
const record = new Tally();
const engine = await startEngine();
if (typeof engine === 'string') console.log(`skipped: ${engine}`);
else {
  const work = mkdtempSync(join(tmpdir(), 'docker-'));
  try {
    for (const sample of samples(project)) await tryImage(engine, sample, program, work, record);
    await tryCompose(engine, project, program, work, record);
  } finally {
    rmSync(work, { recursive: true, force: true });
    await engine.stop();
  }
}
console.log(`\n${record.passed} passed, ${record.failed} failed`);
process.exitCode = record.failed === 0 ? 0 : 1;
