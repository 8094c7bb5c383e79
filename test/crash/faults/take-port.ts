import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Instance } from '../../../src/deliver/engine/ports.ts';

const pollMs = 2;
const mostTries = 1_000;

/** Kills an instance and listens where it did, as soon as that is free; returns how to give the port back. */
export async function takePort({ host, port, pid }: Instance): Promise<() => void> {
  process.kill(pid, 'SIGKILL');
  for (let i = 0; i < mostTries; i += 1) {
    const server = createServer(socket => socket.destroy());
    const isTaken = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false));
      server.listen(port, host, () => resolve(true));
    });
    if (isTaken) return () => server.close();
    await sleep(pollMs);
  }
  throw new Error(`port ${port} is never free`);
}
