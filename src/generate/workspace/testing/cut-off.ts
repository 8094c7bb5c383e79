/**
 * Run as a process of its own: writes the scopes into `root`, or settles the conflict of a file, and kills itself at the
 * n-th step, or hangs there.
 */

import { readContest, resolveContest } from '../resolve.ts';
import type { Scope } from '../scope.ts';
import { write } from '../workspace.ts';

/** What to do: write these, or settle this one by the generated side. */
type Task = readonly Scope[] | { readonly resolve: Parameters<typeof readContest>[1] };

const [root = '', task = '[]', at = '0', how = 'kill'] = process.argv.slice(2);
let steps = 0;
await perform(JSON.parse(task) as Task);

async function perform(task: Task): Promise<void> {
  if (!('resolve' in task)) {
    await write(root, task, {}, step);
    return;
  }
  const contest = readContest(root, task.resolve);
  if (contest) await resolveContest(root, contest, contest.generated, step);
}

function step(name: string): void {
  if (++steps !== Number(at)) return;
  process.stdout.write(`${name}\n`);
  if (how === 'kill') process.kill(process.pid, 'SIGKILL');
  // Holds the workspace without giving the event loop back, as a busy writer does.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);
}
