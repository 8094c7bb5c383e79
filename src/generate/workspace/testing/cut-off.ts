/** Run as a process of its own: writes `scopes` into `root` and kills itself at the n-th step, or hangs there. */
import type { Scope } from '../plan.ts';
import { write } from '../workspace.ts';

const [root = '', scopes = '[]', at = '0', how = 'kill'] = process.argv.slice(2);
let steps = 0;
await write(root, JSON.parse(scopes) as Scope[], {}, step => {
  if (++steps !== Number(at)) return;
  process.stdout.write(`${step}\n`);
  if (how === 'kill') process.kill(process.pid, 'SIGKILL');
  // Holds the workspace without giving the event loop back, as a busy writer does.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
});
