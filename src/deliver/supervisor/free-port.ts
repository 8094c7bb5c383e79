import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const lowest = 20_000;

/**
 * A port on 127.0.0.1 that nobody listens on and that is not in `taken`; undefined when there is none.
 * Taken from below the ephemeral range, where no outgoing connection of this machine can sit on it.
 */
async function freePort(taken: ReadonlySet<number>): Promise<number | undefined> {
  const [from, to] = range();
  const size = to - from + 1;
  const offset = Math.floor(Math.random() * size);
  for (let i = 0; i < size; i += 1) {
    const port = from + ((offset + i) % size);
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  return undefined;
}

/** No port was found that nobody listens on. */
export class NoPort extends Error {}

/** The port if nobody listens there now, or else another one. @throws NoPort. */
export async function keptPort(port: number, taken: ReadonlySet<number>): Promise<number> {
  if (port !== 0 && (await isFree(port))) return port;
  const other = await freePort(taken);
  if (other === undefined) throw new NoPort();
  return other;
}

export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The ports to choose from: 20000 up to the ephemeral range, or the ports above it when it begins lower. */
function range(): [number, number] {
  const [low, high] = ephemeral();
  return low > lowest + 1000 ? [lowest, low - 1] : [Math.min(high + 1, 64_000), 65_535];
}

function ephemeral(): [number, number] {
  try {
    const [low, high] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'latin1')
      .trim()
      .split(/\s+/)
      .map(Number);
    return [low ?? 32_768, high ?? 60_999];
  } catch {
    return [32_768, 60_999];
  }
}
