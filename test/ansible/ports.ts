import { connect } from 'node:net';

/** Longer than a handshake within one machine takes, however busy it is: what says nothing by then is closed. */
const patienceMs = 2_000;
const atOnce = 2_500;

/** The ports of an address that take connections, of 1 to `last`. */
export async function openPorts(address: string, last: number): Promise<readonly number[]> {
  const open: number[] = [];
  for (let from = 1; from <= last; from += atOnce) {
    const ports = Array.from({ length: Math.min(atOnce, last - from + 1) }, (_, i) => from + i);
    const found = await Promise.all(ports.map(port => isOpen(address, port)));
    open.push(...ports.filter((_, i) => found[i]));
  }
  return open;
}

function isOpen(host: string, port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ host, port, timeout: patienceMs });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
