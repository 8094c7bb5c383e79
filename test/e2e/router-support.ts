import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach } from 'vitest';
import type { RouterOptions } from '../../src/deliver/router/main.ts';
import { type Backend, type Rig, startBackend, startRig } from '../../src/deliver/router/testing/rig.ts';

/** The router of the test that runs now. */
export let rig: Rig;
const cleanups: (() => Promise<void>)[] = [];

/** A fresh router before each test; it and the backends end after it. */
export function useRouter(options: Partial<RouterOptions> = {}): void {
  beforeEach(async () => {
    rig = await startRig(options);
  });
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0)) await cleanup();
    await rig.stop();
  });
}

export async function backend(listener: RequestListener, port?: number): Promise<Backend> {
  const started = await startBackend(listener, port);
  cleanups.push(() => started.close());
  return started;
}

export const says =
  (text: string): RequestListener =>
  (_, response) =>
    response.end(text);
export const text = async (path = '/', init?: RequestInit) => (await fetch(rig.url + path, init)).text();

export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 2));
}

/** What the router answers to bytes written as they are. */
export async function raw(bytes: string): Promise<string> {
  const socket = connect(rig.port, '127.0.0.1');
  socket.write(bytes, 'latin1');
  return readAll(socket);
}

async function readAll(socket: Socket): Promise<string> {
  let all = '';
  socket.setEncoding('latin1').on('data', (part: string) => {
    all += part;
  });
  await once(socket, 'close');
  return all;
}

export async function refuses(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  const refused = await once(socket, 'connect').then(
    () => false,
    () => true,
  );
  socket.destroy();
  return refused;
}

/** A response with the bytes of its body unread. */
export async function open(path: string, options: object = {}): Promise<IncomingMessage> {
  const sent = httpRequest(rig.url + path, { agent: false, ...options });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

/** The lines of the page for Prometheus. */
export async function metrics(): Promise<readonly string[]> {
  const sent = httpRequest({ socketPath: rig.socket, path: '/metrics' }).end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return (await response.toArray()).join('').split('\n');
}
