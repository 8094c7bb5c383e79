import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

const lowest = 20_000;

export function isFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** 20000 up to the ephemeral range, or the ports above it when it begins lower. */
export function quietPorts(): [number, number] {
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
