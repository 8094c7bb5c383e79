// What ./devops-flow runs: sets up when it must, then hands over to the bundle in this same process.
import { setUp } from './setup.mjs';

try {
  await setUp();
} catch (error) {
  process.stderr.write(`devops-flow  set-up failed: ${error.message}\n`);
  process.exit(1);
}
await import('../dist/main.cjs');
