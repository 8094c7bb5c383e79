import type { Machine } from '../machine/machine.ts';

type Around = Pick<Machine, 'sockets' | 'ids'>;

/** No port was found that nobody listens on. */
export class NoPort extends Error {}

/**
 * The port if nobody listens there now, or else another one that is not in `taken`. 0: none yet. @throws NoPort.
 */
export async function keptPort(around: Around, port: number, taken: ReadonlySet<number>): Promise<number> {
  if (port !== 0 && (await around.sockets.isFree(port))) return port;
  const other = await freePort(around, taken);
  if (other === undefined) throw new NoPort();
  return other;
}

async function freePort({ sockets, ids }: Around, taken: ReadonlySet<number>): Promise<number | undefined> {
  const [from, to] = sockets.quietPorts();
  const size = to - from + 1;
  const offset = ids.below(size);
  for (let i = 0; i < size; i += 1) {
    const port = from + ((offset + i) % size);
    if (!taken.has(port) && (await sockets.isFree(port))) return port;
  }
  return undefined;
}
