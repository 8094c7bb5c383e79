/** npm run test:docker: generated Dockerfiles, compose.yaml and scripts in a real Docker Engine. `scripts` runs these alone. */
import { onDocker } from '../scripts/on-docker.ts';
import { runSuite } from '../suite/index.ts';
import { bringTools } from '../suite/tools.ts';
import { tryCompose } from './compose.ts';
import { startEngine } from './engine.ts';
import { tryHostile } from './hostile.ts';
import { tryImage } from './images.ts';
import { tryPins } from './pins.ts';
import { samples } from './samples.ts';

await runSuite('docker', async suite => {
  const { project, program, work, tally } = suite;
  const { pathOf } = await bringTools(['docker-compose']);
  const compose = pathOf('docker-compose');
  if (compose === undefined) tally.skip('docker compose could not be had from PyPI');
  else tryHostile(compose, work, tally);
  const engine = await startEngine();
  if (typeof engine === 'string') return tally.skip(engine);
  try {
    await onDocker(engine, suite);
    if (process.argv.includes('scripts')) return;
    await tryPins(engine, program, work, tally);
    for (const sample of samples(project)) await tryImage(engine, sample, program, work, tally);
    if (compose !== undefined) await tryCompose(engine, compose, project, program, work, tally);
  } finally {
    await engine.stop();
  }
});
