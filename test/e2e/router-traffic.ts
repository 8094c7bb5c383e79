import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Backend, startBackend } from '../../src/deliver/router/testing/rig.ts';
import type { Random } from '../fuzz/random.ts';

/** What a client does; each takes a while in a way of its own. */
const kinds = ['quick', 'stream', 'upload', 'refused-upload', 'socket', 'leaves'] as const;

/** A release that knows of each request that it has in hand. */
export interface Truth {
  readonly backend: Backend;
  /** Ids of the requests that arrived and are not answered to the last byte. */
  readonly open: ReadonlySet<string>;
  /** Answers what came with `x-parts: held`, which it has in hand until then. */
  release(): void;
  /** Ends it as SIGKILL would: whatever it has in hand is lost. */
  kill(): Promise<void>;
}

export async function startTruth(): Promise<Truth> {
  const open = new Set<string>();
  const sockets = new Set<Socket>();
  const held = new Set<ServerResponse>();
  const backend = await startBackend((request, response) => {
    const id = String(request.headers['x-id']);
    open.add(id);
    response.on('close', () => open.delete(id));
    if (request.headers['x-parts'] === 'held') held.add(response);
    else void answer(request, response);
  });
  backend.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  backend.server.on('upgrade', (request, socket) => {
    const id = String(request.headers['x-id']);
    open.add(id);
    for (const end of ['finish', 'close', 'error']) socket.on(end, () => open.delete(id));
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    socket.pipe(socket);
  });
  const kill = async () => {
    for (const socket of sockets) socket.resetAndDestroy();
    await backend.close();
  };
  const release = () => {
    for (const response of held) response.end('last');
  };
  return { backend, open, release, kill };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const parts = Number(request.headers['x-parts']);
  if (request.url === '/refused-upload') return void response.writeHead(413).end('refused');
  if (request.method === 'POST') {
    let size = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) size += chunk.length;
    return void response.end(String(size));
  }
  for (let i = 0; i < parts && !response.destroyed; i += 1) {
    response.write('part ');
    await sleep(5);
  }
  response.end('last');
}

/** Clients that never stop; each thing that went wrong for one of them is a sentence in `broken`. */
export class Traffic {
  readonly broken: string[] = [];
  /** Ids of the requests whose client left, so that nobody has them in hand. */
  readonly left = new Set<string>();
  readonly done: Record<string, number> = {};
  readonly #port: number;
  readonly #random: Random;
  readonly #agent = new Agent({ keepAlive: true });
  readonly #clients: Promise<void>[];
  #count = 0;
  #stopping = false;

  constructor(port: number, clients: number, random: Random) {
    this.#port = port;
    this.#random = random;
    this.#clients = Array.from({ length: clients }, () => this.#run());
  }

  /** Resolves when each client has ended what it began. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(this.#clients);
    this.#agent.destroy();
  }

  async #run(): Promise<void> {
    while (!this.#stopping) {
      const kind = this.#random.pick<(typeof kinds)[number]>(kinds, 'quick');
      this.#count += 1;
      const id = `${kind}-${this.#count}`;
      const parts = kind === 'quick' ? 0 : 1 + this.#random.below(12);
      const found = await this.#act(kind, id, parts).catch(String);
      if (found !== expected(kind, parts)) this.broken.push(`${id}: ${found}`);
      this.done[kind] = (this.done[kind] ?? 0) + 1;
    }
  }

  #act(kind: (typeof kinds)[number], id: string, parts: number): Promise<string> {
    if (kind === 'socket') return converse(this.#port, id, parts);
    const method = kind.endsWith('upload') ? 'POST' : 'GET';
    const sent = httpRequest({
      port: this.#port,
      path: `/${kind}`,
      method,
      // Who says that it will close its connection is not read to the end after an early refusal.
      agent: kind === 'refused-upload' || this.#random.below(2) === 0 ? this.#agent : false,
      headers: { 'x-id': id, 'x-parts': parts },
    });
    return kind === 'leaves' ? this.#leave(sent, id) : exchange(sent, method === 'POST' ? parts : 0);
  }

  async #leave(sent: ReturnType<typeof httpRequest>, id: string): Promise<string> {
    sent.on('error', () => undefined).end();
    await sleep(this.#random.below(20));
    this.left.add(id);
    sent.destroy();
    return 'left';
  }
}

function expected(kind: (typeof kinds)[number], parts: number): string {
  if (kind === 'leaves') return 'left';
  if (kind === 'upload') return `200 ${parts * 5}`;
  if (kind === 'refused-upload') return '413 refused';
  if (kind === 'socket') return 'ping '.repeat(parts);
  return `200 ${'part '.repeat(parts)}last`;
}

async function exchange(sent: ReturnType<typeof httpRequest>, parts: number): Promise<string> {
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  answered.catch(() => undefined);
  for (let i = 0; i < parts; i += 1) {
    sent.write('part ');
    await sleep(5);
  }
  sent.end();
  const [response] = await answered;
  return `${response.statusCode ?? 0} ${(await response.toArray()).join('')}`;
}

/** Sends messages over a socket and returns what came back. */
async function converse(port: number, id: string, parts: number): Promise<string> {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  let seen = '';
  socket.on('data', (part: string) => {
    seen += part;
  });
  const closed = once(socket, 'close');
  closed.catch(() => undefined);
  socket.write(
    `GET / HTTP/1.1\r\nHost: x\r\nX-Id: ${id}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
  );
  while (!seen.includes('\r\n\r\n') && !socket.destroyed) await sleep(1);
  for (let i = 0; i < parts; i += 1) {
    socket.write('ping ');
    await sleep(5);
  }
  socket.end();
  await closed;
  return seen.slice(seen.indexOf('\r\n\r\n') + 4);
}
