/** Run as a process of its own: generates the Kubernetes files of the working folder, and kills itself at the n-th step. */
import { prepare } from '../../src/app/generate/prepare.ts';
import { write } from '../../src/generate/workspace/workspace.ts';

const last = Number(process.argv[2]);
let steps = 0;
const { root, scopes } = await prepare({
  workingFolder: process.cwd(),
  documents: { folder: '.' },
  options: {},
  families: ['kubernetes'],
  ownFolder: false,
});
await write(root, scopes, {}, name => {
  if (++steps !== last) return;
  process.stdout.write(name);
  process.kill(process.pid, 'SIGKILL');
});
