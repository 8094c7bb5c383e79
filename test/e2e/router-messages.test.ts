import { once } from 'node:events';
import { Agent, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { backend, open, raw, rig, says, text, until, useRouter } from './router-support.ts';

useRouter({ headersTimeoutMs: 300 });

/** The traceparent that the instance sees. */
const traced = async (headers: Record<string, string>) =>
  (JSON.parse(await text('/', { headers })) as Record<string, string>)['traceparent'];
const echo: RequestListener = (request, response) => {
  response.setHeader('connection', 'x-private');
  response.setHeader('x-private', '1');
  response.end(JSON.stringify(request.headers));
};

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
    expect(await rig.inFlight('a')).toEqual({ all: 0, retired: 0 });
  });
});

describe('headers', () => {
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
    const given = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    expect(await traced({ traceparent: given })).toBe(given);
    const fresh = /^00-[0-9a-f]{32}-[0-9a-f]{16}-00$/;
    expect(await traced({})).toMatch(fresh);
    expect(await traced({ traceparent: 'nonsense' })).toMatch(fresh);
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

  it('and in the middle of a response the refusal does not become part of it', async () => {
    const a = await backend((_, response) => response.write('first'));
    await rig.give({ a: [a] }, { a: 1 });
    const socket = connect(rig.port, '127.0.0.1').setEncoding('latin1');
    let seen = '';
    socket.on('data', (part: string) => {
      seen += part;
    });
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    await until(() => seen.includes('first'));
    socket.write('garbage\r\n\r\n');
    await once(socket, 'close');
    expect(seen).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(seen).not.toContain('bad-request');
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
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 0 });
    await rig.give({ b: [b] }, { b: 1 });
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 1 });
    client.write(' late');
    await until(() => seen.endsWith('early late'));
    client.end();
    await once(client, 'close');
    await until(async () => (await rig.inFlight('a')).all === 0);
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
    await until(async () => (await rig.inFlight('a')).all === 0);
  });

  it('that the instance refuses is answered with its refusal', async () => {
    const a = await backend((_, response) => response.writeHead(403).end('no sockets here'));
    await rig.give({ a: [a] }, { a: 1 });
    const answer = await raw(handshake);
    expect(answer).toMatch(/^HTTP\/1\.1 403 Forbidden\r\n/);
    expect(answer).toContain('no sockets here');
  });
});
