import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/** After 101: tells the client, joins both connections byte for byte, and calls back when both are closed. */
export function tunnel(
  client: Duplex,
  upstream: Duplex,
  status: number,
  headers: readonly string[],
  closed: () => void,
): void {
  let open = 2;
  for (const [own, other] of [
    [client, upstream],
    [upstream, client],
  ] as const) {
    own.on('error', () => other.destroy());
    own.once('close', () => {
      // What was received is still handed on; then the other side has nobody to talk to.
      other.end(() => other.destroy());
      open -= 1;
      if (open === 0) closed();
    });
  }
  client.write(head(status, headers), 'latin1');
  upstream.pipe(client);
  client.pipe(upstream);
}

function head(status: number, headers: readonly string[]): string {
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`];
  for (let i = 0; i + 1 < headers.length; i += 2) lines.push(`${headers[i] ?? ''}: ${headers[i + 1] ?? ''}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}
