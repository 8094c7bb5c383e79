import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { callControl } from '../../src/deliver/control/call.ts';
import {
  type Backend,
  deadPort,
  type Rig,
  startBackend,
  startRig,
} from '../../src/deliver/router/testing/rig.ts';

let rig: Rig;
const cleanups: (() => Promise<void>)[] = [];

beforeEach(async () => {
  rig = await startRig({ holdMs: 2_000, maxHeld: 3, headersTimeoutMs: 300, upstreamTimeoutMs: 1_000 });
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  await rig.stop();
});

async function backend(listener: RequestListener, port?: number): Promise<Backend> {
  const started = await startBackend(listener, port);
  cleanups.push(() => started.close());
  return started;
}

const says =
  (text: string): RequestListener =>
  (_, response) =>
    response.end(text);
const text = async (path = '/', init?: RequestInit) => (await fetch(rig.url + path, init)).text();

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise(resolve => setTimeout(resolve, 2));
}

/** What the router answers to bytes written as they are. */
async function raw(bytes: string): Promise<string> {
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

/** A response with the bytes of its body unread. */
async function open(path: string, options: object = {}): Promise<IncomingMessage> {
  const sent = httpRequest(rig.url + path, { agent: false, ...options });
  sent.end();
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return response;
}

describe('the split', () => {
  it('shares requests by weight between releases', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 80, b: 20 });
    for (let i = 0; i < 50; i += 1) await Promise.all(Array.from({ length: 20 }, () => text()));
    // Binomial(1000, 0.2): five standard deviations are 63.
    expect(b.seen.length).toBeGreaterThan(137);
    expect(b.seen.length).toBeLessThan(263);
    expect(a.seen.length + b.seen.length).toBe(1000);
  });

  it('changes at once and completely with a new table', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 1 });
    expect(await text()).toBe('a');
    await rig.give({ a: [a], b: [b] }, { b: 1 });
    const answers = await Promise.all(Array.from({ length: 20 }, () => text()));
    expect(new Set(answers)).toEqual(new Set(['b']));
  });
});

describe('while nothing is ready', () => {
  it('requests wait, and are answered as soon as a table brings an instance', async () => {
    const waiting = [text('/one'), text('/two', { method: 'POST', body: 'x' })];
    await until(async () => (await rig.stats()).held === 2);
    const a = await backend(says('a'));
    await rig.give({ a: [a] }, { a: 1 });
    expect(await Promise.all(waiting)).toEqual(['a', 'a']);
    expect(a.seen.sort()).toEqual(['GET /one', 'POST /two']);
    expect((await rig.totals()).byCause).toEqual({});
  });

  it('a request that waited too long is answered 504, and counted as hold-timeout', async () => {
    const response = await fetch(rig.url);
    expect(response.status).toBe(504);
    expect(response.headers.get('x-devops-flow-router')).toBe('hold-timeout');
    expect(await response.json()).toEqual({
      error: 'hold-timeout',
      message: 'no instance became ready in time',
    });
    expect((await rig.totals()).byCause).toEqual({ 'hold-timeout': 1 });
  });

  it('more requests than may wait are answered 503 at once', async () => {
    const waiting = [text(), text(), text()];
    await until(async () => (await rig.stats()).held === 3);
    const response = await fetch(rig.url);
    expect([response.status, response.headers.get('x-devops-flow-router')]).toEqual([503, 'no-backend']);
    await rig.give({ a: [await backend(says('a'))] }, { a: 1 });
    expect(await Promise.all(waiting)).toEqual(['a', 'a', 'a']);
  });

  it('a client that leaves is forgotten', async () => {
    const leaving = new AbortController();
    const gone = text('/', { signal: leaving.signal }).catch(() => 'left');
    await until(async () => (await rig.stats()).held === 1);
    leaving.abort();
    expect(await gone).toBe('left');
    await until(async () => (await rig.stats()).held === 0);
    expect((await rig.totals()).byCause).toEqual({ 'client-gone': 1 });
  });
});

describe('an instance that cannot be reached', () => {
  it('costs nobody anything: any method goes to another one, and the retry is counted', async () => {
    const [dead, a] = [await deadPort(), await backend(says('a'))];
    await rig.give({ a: [dead, a] }, { a: 1 });
    const posts = Array.from({ length: 20 }, () => text('/orders', { method: 'POST', body: 'order' }));
    expect(new Set(await Promise.all(posts))).toEqual(new Set(['a']));
    const { requests, retried, byCause } = await rig.totals();
    expect({ requests, byCause }).toEqual({ requests: 20, byCause: {} });
    expect(retried).toBeGreaterThan(0);
  });

  it('gets no more traffic until its readiness path answers 200', async () => {
    const [place, b] = [await deadPort(), await backend(says('b'))];
    await rig.give({ a: [place, b] }, { a: 1 });
    await until(async () => {
      await text();
      return (await rig.totals()).retried === 1;
    });
    for (let i = 0; i < 20; i += 1) expect(await text()).toBe('b');
    expect((await rig.totals()).retried).toBe(1);
    let ready = false;
    const back = await backend((request, response) => {
      if (request.url === '/health/ready' && !ready) response.statusCode = 503;
      response.end('back');
    }, place.port);
    await until(() => back.seen.length >= 2);
    expect(new Set(back.seen)).toEqual(new Set(['GET /health/ready']));
    ready = true;
    await until(async () => (await text('/work')) === 'back');
  });

  it('holds the request when there is no other one, and serves it when the instance is back', async () => {
    const place = await deadPort();
    await rig.give({ a: [place] }, { a: 1 });
    const waiting = text('/orders', { method: 'POST', body: 'order' });
    await until(async () => (await rig.stats()).held === 1);
    await backend(says('back'), place.port);
    expect(await waiting).toBe('back');
  });

  it('that never comes back: 502 connect-failed', async () => {
    await rig.give({ a: [await deadPort()] }, { a: 1 });
    const response = await fetch(rig.url);
    expect([response.status, response.headers.get('x-devops-flow-router')]).toEqual([502, 'connect-failed']);
  });
});

describe('a request that was sent and got no answer', () => {
  const dies: RequestListener = request =>
    request.on('data', () => undefined).on('end', () => request.destroy());

  it('is never sent again when it is a POST: 502, and the other instance has not seen it', async () => {
    const [a, b] = [await backend(dies), await backend(dies)];
    await rig.give({ a: [a, b] }, { a: 1 });
    const response = await fetch(`${rig.url}/orders`, { method: 'POST', body: 'order' });
    expect([response.status, response.headers.get('x-devops-flow-router')]).toEqual([
      502,
      'reset-before-response',
    ]);
    expect([...a.seen, ...b.seen]).toEqual(['POST /orders']);
    expect(await rig.totals()).toEqual({ requests: 1, retried: 0, byCause: { 'reset-before-response': 1 } });
  });

  it('is never sent again when it has a body, even if its method is idempotent', async () => {
    const a = await backend(dies);
    await rig.give({ a: [a] }, { a: 1 });
    expect((await fetch(rig.url, { method: 'PUT', body: 'x' })).status).toBe(502);
    expect(a.seen).toEqual(['PUT /']);
  });

  it('is sent once more when it is a GET, to another instance', async () => {
    const [a, b] = [await backend(dies), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 1, b: 1e-9 });
    expect(await text('/read')).toBe('b');
    expect([a.seen, b.seen]).toEqual([['GET /read'], ['GET /read']]);
    expect(await rig.totals()).toEqual({ requests: 1, retried: 1, byCause: {} });
  });

  it('is not sent a third time', async () => {
    const a = await backend(dies);
    await rig.give({ a: [a] }, { a: 1 });
    expect((await fetch(rig.url)).status).toBe(502);
    expect(a.seen).toEqual(['GET /', 'GET /']);
    expect(await rig.totals()).toEqual({ requests: 1, retried: 1, byCause: { 'reset-before-response': 1 } });
  });

  it('in time: 504 upstream-timeout', async () => {
    const a = await backend(() => undefined);
    await rig.give({ a: [a] }, { a: 1 });
    const response = await fetch(rig.url);
    expect([response.status, response.headers.get('x-devops-flow-router')]).toEqual([
      504,
      'upstream-timeout',
    ]);
    expect(a.seen).toEqual(['GET /']);
  });
});

describe('a response', () => {
  it('that breaks off is cut for the client too, never ended as if it were whole', async () => {
    const a = await backend((_, response) => {
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    await rig.give({ a: [a] }, { a: 1 });
    const response = await open('/');
    expect(response.statusCode).toBe(200);
    await expect(response.toArray()).rejects.toThrow('aborted');
    expect((await rig.totals()).byCause).toEqual({ 'reset-mid-response': 1 });
  });

  it('of the service with 500 passes through untouched and is counted as its own', async () => {
    const a = await backend((_, response) => {
      response.writeHead(500, { 'x-mine': 'yes' });
      response.end('mine');
    });
    await rig.give({ a: [a] }, { a: 1 });
    const response = await fetch(rig.url);
    expect([response.status, await response.text()]).toEqual([500, 'mine']);
    expect(response.headers.get('x-devops-flow-router')).toBeNull();
    expect((await rig.totals()).byCause).toEqual({ 'version-5xx': 1 });
  });

  it('keeps repeated headers, 204, 304 and the length of a HEAD', async () => {
    const a = await backend((request, response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      if (request.method === 'HEAD') response.setHeader('content-length', 1234);
      response.statusCode = request.url === '/304' ? 304 : request.method === 'HEAD' ? 200 : 204;
      response.end();
    });
    await rig.give({ a: [a] }, { a: 1 });
    const [none, same, head] = [
      await fetch(rig.url),
      await fetch(`${rig.url}/304`),
      await fetch(rig.url, { method: 'HEAD' }),
    ];
    expect([none.status, same.status, head.status]).toEqual([204, 304, 200]);
    expect(none.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(head.headers.get('content-length')).toBe('1234');
  });

  it('that comes before the body was read ends the request, and the connection goes on', async () => {
    const a = await backend((request, response) => {
      response.writeHead(413, request.url === '/big' ? { connection: 'close' } : {}).end('too large');
    });
    await rig.give({ a: [a] }, { a: 1 });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const big = httpRequest(`${rig.url}/big`, {
      agent,
      method: 'POST',
      headers: { 'content-length': 200_000 },
    });
    big.write('x'.repeat(100_000));
    const [response] = (await once(big, 'response')) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    expect((await response.toArray()).join('')).toBe('too large');
    big.end('x'.repeat(100_000));
    const next = await open('/next', { agent });
    expect(next.statusCode).toBe(413);
    next.resume();
    agent.destroy();
  });
});

describe('bodies', () => {
  it('stream up with back-pressure: an instance that does not read stops the client', async () => {
    const read: Promise<number>[] = [];
    let start: (() => void) | undefined;
    const a = await backend((request, response) => {
      start = () => {
        let size = 0;
        request.on('data', (chunk: Buffer) => {
          size += chunk.length;
        });
        request.on('end', () => response.end(String(size)));
      };
    });
    await rig.give({ a: [a] }, { a: 1 });
    const total = 64 * 1024 * 1024;
    const upload = httpRequest(rig.url, {
      agent: false,
      method: 'POST',
      headers: { 'content-length': total },
    });
    const chunk = Buffer.alloc(1024 * 1024);
    let written = 0;
    const fill = (): void => {
      while (written < total) {
        written += chunk.length;
        if (!upload.write(chunk)) return void upload.once('drain', fill);
      }
      upload.end();
    };
    fill();
    await until(() => start !== undefined);
    // Buffers of the kernel and of three sockets, far from the whole.
    let before = -1;
    await until(async () => {
      const still = written === before;
      before = written;
      await new Promise(resolve => setTimeout(resolve, 100));
      return still;
    });
    expect(written).toBeLessThan(total / 2);
    expect(read).toEqual([]);
    start?.();
    const [response] = (await once(upload, 'response')) as [IncomingMessage];
    expect((await response.toArray()).join('')).toBe(String(total));
  });

  it('stream down with back-pressure: a client that does not read stops the instance', async () => {
    const total = 64 * 1024 * 1024;
    let written = 0;
    const a = await backend((_, response) => {
      const chunk = Buffer.alloc(1024 * 1024);
      const fill = (): void => {
        while (written < total) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', fill);
        }
        response.end();
      };
      fill();
    });
    await rig.give({ a: [a] }, { a: 1 });
    const response = await open('/');
    let before = -1;
    await until(async () => {
      const still = written === before;
      before = written;
      await new Promise(resolve => setTimeout(resolve, 100));
      return still;
    });
    expect(written).toBeLessThan(total / 2);
    let size = 0;
    for await (const chunk of response as AsyncIterable<Buffer>) size += chunk.length;
    expect(size).toBe(total);
  });

  it('of a client that leaves are given up at the instance too', async () => {
    let left: Promise<unknown> | undefined;
    const a = await backend((request, response) => {
      left = once(response, 'close');
      request.resume();
    });
    await rig.give({ a: [a] }, { a: 1 });
    const upload = httpRequest(rig.url, { agent: false, method: 'POST', headers: { 'content-length': 100 } });
    upload.on('error', () => undefined);
    upload.write('x');
    await until(() => left !== undefined);
    upload.destroy();
    await left;
    await until(async () => (await rig.totals()).requests === 1);
    expect((await rig.totals()).byCause).toEqual({ 'client-gone': 1 });
    expect(await rig.inFlight('a')).toBe(0);
  });
});

describe('headers', () => {
  const echo: RequestListener = (request, response) => {
    response.setHeader('connection', 'x-private');
    response.setHeader('x-private', '1');
    response.end(JSON.stringify(request.headers));
  };

  it('say where the request comes from; only the address is appended, the rest is not believed', async () => {
    await rig.give({ a: [await backend(echo)] }, { a: 1 });
    const headers = {
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'evil.example',
    };
    const seen = JSON.parse(await text('/', { headers })) as Record<string, string>;
    expect(seen['x-forwarded-for']).toBe('192.0.2.1, 127.0.0.1');
    expect(seen['x-forwarded-proto']).toBe('http');
    expect(seen['x-forwarded-host']).toBe(`127.0.0.1:${rig.port}`);
    expect(seen['host']).toBe(`127.0.0.1:${rig.port}`);
  });

  it('carry the trace that came in, and begin one when none or a broken one came', async () => {
    await rig.give({ a: [await backend(echo)] }, { a: 1 });
    const traced = async (traceparent?: string) =>
      (
        JSON.parse(await text('/', traceparent ? { headers: { traceparent } } : {})) as Record<string, string>
      )['traceparent'];
    const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(await traced(given)).toBe(given);
    const fresh = /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/;
    expect(await traced()).toMatch(fresh);
    expect(await traced('nonsense')).toMatch(fresh);
  });

  it('of one connection stay on it, in both directions', async () => {
    await rig.give({ a: [await backend(echo)] }, { a: 1 });
    const answer = await raw(
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: close, x-secret\r\nX-Secret: 1\r\nTE: trailers\r\nKeep-Alive: 5\r\n\r\n',
    );
    expect(answer).not.toMatch(/x-secret|"te"|"keep-alive":/i);
    expect(answer).not.toMatch(/^x-private/im);
  });
});

describe('ambiguous or abusive requests are refused and reach no instance', () => {
  const cases = [
    {
      title: 'both Content-Length and Transfer-Encoding',
      bytes: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
      status: 400,
    },
    {
      title: 'two different Content-Lengths',
      bytes: 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcd',
      status: 400,
    },
    {
      title: 'a Transfer-Encoding that does not end in chunked',
      bytes: 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, x\r\n\r\n0\r\n\r\n',
      status: 400,
    },
    {
      title: 'a space before the colon',
      bytes: 'GET / HTTP/1.1\r\nHost: x\r\nX-A : b\r\n\r\n',
      status: 400,
    },
    { title: 'bare line feeds', bytes: 'GET / HTTP/1.1\nHost: x\n\n', status: 400 },
    {
      title: 'two Host headers',
      bytes: 'GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\n\r\n',
      status: 400,
    },
    { title: 'no Host header', bytes: 'GET / HTTP/1.1\r\nConnection: close\r\n\r\n', status: 400 },
    {
      title: 'a target that is not a path',
      bytes: 'GET http://other/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n',
      status: 400,
    },
    {
      title: 'a head over 16 KB',
      bytes: `GET / HTTP/1.1\r\nHost: x\r\nX-A: ${'x'.repeat(17 * 1024)}\r\n\r\n`,
      status: 431,
    },
    { title: 'a head that takes too long', bytes: 'GET / HTTP/1.1\r\nHost: x\r\n', status: 408 },
  ];
  for (const { title, bytes, status } of cases)
    it(`${title}: ${status}`, async () => {
      const a = await backend(says('reached'));
      await rig.give({ a: [a] }, { a: 1 });
      expect(await raw(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
      expect(a.seen).toEqual([]);
    });

  it('a chunk with a bad size cuts the request at the instance; its bytes never become another request', async () => {
    const a = await backend((request, response) => request.resume().on('end', () => response.end('whole')));
    await rig.give({ a: [a] }, { a: 1 });
    const head = 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n';
    await raw(`${head}3\r\nabc\r\nZZ\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(a.seen).toEqual(['POST /']);
    await until(async () => (await rig.totals()).requests === 1);
    expect((await rig.totals()).byCause).toEqual({ 'client-gone': 1 });
  });
});

describe('requests in hand', () => {
  it('are counted to the last byte of a slow response, even after the instance has left the table', async () => {
    let finish: (() => void) | undefined;
    const [a, b] = [
      await backend((_, response) => {
        response.write('first ');
        finish = () => response.end('last');
      }),
      await backend(says('b')),
    ];
    await rig.give({ a: [a], b: [b] }, { a: 1 });
    const response = await open('/');
    expect(await rig.inFlight('a')).toBe(1);
    await rig.give({ b: [b] }, { b: 1 });
    expect(await rig.inFlight('a')).toBe(1);
    expect(await text()).toBe('b');
    finish?.();
    expect((await response.toArray()).join('')).toBe('first last');
    await until(async () => (await rig.inFlight('a')) === 0);
    expect(await rig.totals()).toEqual({ requests: 2, retried: 0, byCause: {} });
  });

  it('are counted while a slow upload goes on', async () => {
    const a = await backend((request, response) => request.resume().on('end', () => response.end('stored')));
    await rig.give({ a: [a] }, { a: 1 });
    const upload = httpRequest(rig.url, { agent: false, method: 'POST', headers: { 'content-length': 10 } });
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
    upload.write('12345');
    await until(() => a.seen.length === 1);
    expect(await rig.inFlight('a')).toBe(1);
    await rig.give({ a: [a] }, { a: 0 });
    expect(await rig.inFlight('a')).toBe(1);
    upload.end('67890');
    const [response] = await answered;
    expect((await response.toArray()).join('')).toBe('stored');
    await until(async () => (await rig.inFlight('a')) === 0);
  });

  it('are counted when they end under the deploy and phase in force then', async () => {
    const a = await backend(says('a'));
    await rig.give({ a: [a] }, { a: 1 });
    await text();
    await rig.give({ a: [a] }, { a: 1 }, { deploy: 'd1', phase: 'shift' });
    await text();
    await text();
    const tallies = (await rig.stats()).tallies.map(({ release, deploy, phase, requests }) => ({
      release,
      deploy,
      phase,
      requests,
    }));
    expect(tallies).toEqual([
      { release: 'a', deploy: undefined, phase: undefined, requests: 1 },
      { release: 'a', deploy: 'd1', phase: 'shift', requests: 2 },
    ]);
  });

  it('have left no connection at an instance that lost its traffic, so that it can stop at once', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 1 });
    await text();
    await rig.give({ a: [a], b: [b] }, { b: 1 });
    await until(() => new Promise(resolve => a.server.getConnections((_, count) => resolve(count === 0))));
  });
});

describe('an idle keep-alive connection of a client', () => {
  it('is not cut by any change of the table', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    await rig.give({ a: [a] }, { a: 1 });
    const sockets = new Set<Socket>();
    const ask = async (): Promise<string> => {
      const response = await open('/', { agent });
      sockets.add(response.socket);
      return (await response.toArray()).join('');
    };
    expect(await ask()).toBe('a');
    for (let i = 0; i < 5; i += 1) await rig.give(i % 2 ? { a: [a] } : { b: [b] }, { a: 1, b: 1 });
    expect(await ask()).toBe('b');
    expect(sockets.size).toBe(1);
    agent.destroy();
  });
});

describe('an upgrade', () => {
  const handshake = 'GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';

  it('joins both connections byte for byte, counts as in hand, and survives a change of the table', async () => {
    const [a, b] = [await backend(says('no')), await backend(says('b'))];
    a.server.on('upgrade', (_, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      socket.pipe(socket);
    });
    await rig.give({ a: [a] }, { a: 1 });
    const client = connect(rig.port, '127.0.0.1').setEncoding('latin1');
    let seen = '';
    client.on('data', (part: string) => {
      seen += part;
    });
    client.write(`${handshake}early`);
    await until(() => seen.endsWith('early'));
    expect(seen).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(seen).toMatch(/^upgrade: websocket\r$/im);
    expect(await rig.inFlight('a')).toBe(1);
    await rig.give({ b: [b] }, { b: 1 });
    client.write(' late');
    await until(() => seen.endsWith('early late'));
    client.end();
    await once(client, 'close');
    await until(async () => (await rig.inFlight('a')) === 0);
    expect(await rig.totals()).toEqual({ requests: 1, retried: 0, byCause: {} });
  });

  it('ends at the client when the instance dies', async () => {
    const a = await backend(says('no'));
    const joined: Promise<Socket> = new Promise(resolve => {
      a.server.on('upgrade', (_, socket) => {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
        resolve(socket as Socket);
      });
    });
    await rig.give({ a: [a] }, { a: 1 });
    const client = connect(rig.port, '127.0.0.1');
    client.write(handshake);
    (await joined).resetAndDestroy();
    client.resume().on('error', () => undefined);
    await once(client, 'close');
    await until(async () => (await rig.inFlight('a')) === 0);
  });

  it('that the instance refuses is answered with its refusal', async () => {
    const a = await backend((_, response) => response.writeHead(403).end('no sockets here'));
    await rig.give({ a: [a] }, { a: 1 });
    const answer = await raw(handshake);
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toMatch(/no sockets here$/);
  });
});

describe('the table', () => {
  it('is on disk before it is acknowledged, and a new router begins with it', async () => {
    const a = await backend(says('a'));
    await rig.give({ a: [a] }, { a: 1 });
    expect(JSON.parse(readFileSync(rig.tableFile, 'utf8'))).toMatchObject({ generation: 1, split: { a: 1 } });
    const second = await startRig({ tableFile: rig.tableFile });
    expect(await (await fetch(second.url)).text()).toBe('a');
    expect(await second.stats()).toMatchObject({ token: 1, generation: 1 });
    await second.stop();
  });

  it('of an old token, an old generation or an unknown version is refused by name and changes nothing', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a] }, { a: 1 });
    const onDisk = readFileSync(rig.tableFile, 'utf8');
    const table = JSON.parse(onDisk) as object;
    const intruder = {
      ...table,
      backends: [{ release: 'b', readyPath: '/', instances: [{ id: 'b', host: '127.0.0.1', port: b.port }] }],
      split: { b: 1 },
    };
    const apply = (changes: object) => callControl(rig.socket, 'apply', { ...intruder, ...changes });
    await expect(apply({ token: 0, generation: 9 })).rejects.toThrow(/^table-fenced/);
    await expect(apply({ generation: 1 })).rejects.toThrow(/^table-outdated/);
    await expect(apply({ schemaVersion: 2, generation: 9 })).rejects.toThrow(/^table-version-unknown/);
    await expect(apply({ service: 'carts', generation: 9 })).rejects.toThrow(/^table-service/);
    expect(await text()).toBe('a');
    expect(readFileSync(rig.tableFile, 'utf8')).toBe(onDisk);
  });

  it('that is torn or unknown stops a router from starting, by name', async () => {
    const a = await backend(says('a'));
    await rig.give({ a: [a] }, { a: 1 });
    const whole = readFileSync(rig.tableFile, 'utf8');
    const { writeFileSync } = await import('node:fs');
    writeFileSync(rig.tableFile, whole.slice(0, 40));
    await expect(startRig({ tableFile: rig.tableFile })).rejects.toThrow(/^table-file-corrupt/);
    writeFileSync(rig.tableFile, whole.replace('"schemaVersion":1', '"schemaVersion":99'));
    await expect(startRig({ tableFile: rig.tableFile })).rejects.toThrow(/^table-version-unknown/);
  });

  it('that two commands write at once ends as the newer one', async () => {
    const a = await backend(says('a'));
    await Promise.allSettled(Array.from({ length: 20 }, () => rig.give({ a: [a] }, { a: 1 })));
    expect(await rig.stats()).toMatchObject({ generation: 20 });
    expect(JSON.parse(readFileSync(rig.tableFile, 'utf8'))).toMatchObject({ generation: 20 });
  });
});

describe('the process', () => {
  it('says who holds its port', async () => {
    const script =
      "require('http').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port) })";
    const holder = spawn(process.execPath, ['-e', script]);
    const [port] = (await once(holder.stdout, 'data')) as [Buffer];
    const failed = startRig({ port: Number(String(port)) });
    await expect(failed).rejects.toThrow(
      `port-taken: port ${Number(String(port))} on 127.0.0.1 is taken by pid ${holder.pid} (${process.execPath} -e require('http')`,
    );
    holder.kill('SIGKILL');
  });

  it('finishes what is in hand when it is told to stop, and accepts nothing new', async () => {
    let finish: (() => void) | undefined;
    const a = await backend((_, response) => {
      finish = () => response.end('done');
    });
    const own = await startRig();
    await own.give({ a: [a] }, { a: 1 });
    const answer = fetch(own.url);
    await until(() => finish !== undefined);
    const stopped = own.stop();
    await until(() =>
      fetch(own.url).then(
        () => false,
        () => true,
      ),
    );
    finish?.();
    const response = await answer;
    expect([await response.text(), response.headers.get('connection')]).toEqual(['done', 'close']);
    await stopped;
  });

  it('shows its counters to Prometheus on the control socket', async () => {
    const a = await backend((request, response) => {
      response.statusCode = request.url === '/bad' ? 500 : 200;
      response.end();
    });
    await rig.give({ a: [a] }, { a: 1 });
    await text();
    await text('/bad');
    const sent = httpRequest({ socketPath: rig.socket, path: '/metrics' }).end();
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    const page = (await response.toArray()).join('');
    for (const line of [
      'devops_flow_router_requests_total{service="orders",release="a"} 2',
      'devops_flow_router_errors_total{service="orders",release="a",cause="version-5xx"} 1',
      'devops_flow_router_request_duration_seconds_bucket{service="orders",release="a",le="+Inf"} 2',
      'devops_flow_router_request_duration_seconds_count{service="orders",release="a"} 2',
      'devops_flow_router_in_flight{service="orders",release="a"} 0',
      'devops_flow_router_held{service="orders"} 0',
    ])
      expect(page.split('\n')).toContain(line);
  });
});
