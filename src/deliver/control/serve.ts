import { lstatSync, unlinkSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect } from 'node:net';
import { failure } from '../../errors/index.ts';
import { type Answer, answerOf } from './wire.ts';

export type ControlHandler = (body: unknown) => Promise<unknown>;

/** A text that `GET /<name>` answers with, for people and scrapers (curl --unix-socket). */
export type ControlPage = () => { readonly type: string; readonly text: string };

export interface ControlServer {
  /** Stops listening; calls in hand are still answered. Resolves when the last one is. */
  close(): Promise<void>;
}

// sun_path holds 108 bytes with its end mark; libuv would cut a longer name silently.
const longestPath = 107;
const bodyLimit = 16 * 1024 * 1024;

/**
 * Serves `handlers` as `POST /<method>` with JSON bodies on a Unix socket that only this user can open.
 * A socket file whose process is dead is replaced.
 * @throws Failure `control-in-use` when a living process serves there, `socket-path-long` over 107 bytes.
 */
export async function serveControl(
  socketPath: string,
  handlers: Readonly<Record<string, ControlHandler>>,
  pages: Readonly<Record<string, ControlPage>> = {},
): Promise<ControlServer> {
  if (Buffer.byteLength(socketPath) > longestPath) throw failure('socket-path-long', { path: socketPath });
  await removeStale(socketPath);
  const server = createServer((request, response) => {
    void answer(request, handlers, pages).then(({ status, type, text }) => {
      response.writeHead(status, { 'content-type': type, connection: 'close' });
      sendAll(response, text);
    });
  });
  await listen(server, socketPath);
  return { close: () => new Promise(resolve => server.close(() => resolve())) };
}

function sendAll(response: ServerResponse, text: string): void {
  // A caller that has gone away is no trouble of ours.
  response.on('error', () => undefined);
  response.end(text);
}

interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

async function answer(
  request: IncomingMessage,
  handlers: Readonly<Record<string, ControlHandler>>,
  pages: Readonly<Record<string, ControlPage>>,
): Promise<Page> {
  const name = (request.url ?? '/').slice(1);
  const page = request.method === 'GET' && Object.hasOwn(pages, name) ? pages[name] : undefined;
  if (page) return { status: 200, ...page() };
  const handler = request.method === 'POST' && Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (!handler) return json(404, { ok: false, bug: `no such control method: ${name}` });
  try {
    const result = await handler(await readJson(request));
    return json(200, { ok: true, result });
  } catch (error) {
    return json(200, answerOf(error));
  }
}

const json = (status: number, value: Answer): Page => ({
  status,
  type: 'application/json',
  text: JSON.stringify(value),
});

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > bodyLimit) throw new Error(`control body over ${bodyLimit} bytes`);
    chunks.push(chunk);
  }
  return size === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString('utf8'));
}

async function removeStale(socketPath: string): Promise<void> {
  const code = await new Promise<string | undefined>(resolve => {
    const probe = connect(socketPath)
      .on('connect', () => {
        probe.destroy();
        resolve(undefined);
      })
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'unknown'));
  });
  if (code === undefined) throw failure('control-in-use', { path: socketPath });
  // The kernel refuses a plain file in the same words as a dead socket.
  if (code === 'ECONNREFUSED' && lstatSync(socketPath).isSocket()) unlinkSync(socketPath);
}

function listen(server: Server, socketPath: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? failure('control-in-use', { path: socketPath }) : error),
    );
    // The socket file is made inside listen(), so that it never exists with wider rights than 0600.
    const previous = process.umask(0o177);
    try {
      server.listen(socketPath, resolve);
    } finally {
      process.umask(previous);
    }
  });
}
