import { request as httpRequest, type RequestListener } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { deadPort } from '../../src/deliver/router/testing/rig.ts';
import { backend, raw, rig, says, text, until, useRouter } from './router-support.ts';

useRouter({ holdMs: 2_000 });

const byCookie = { assignment: { by: 'cookie', name: 'bucket' } } as const;
const byHeader = { assignment: { by: 'header', name: 'X-Customer' } } as const;
const cookied = (bucket: number | string) => ({ headers: { cookie: `theme=dark; bucket=${bucket}` } });
const setCookies = async (path = '/', init?: RequestInit) =>
  (await fetch(rig.url + path, init)).headers.getSetCookie();

describe('a client that is assigned by a cookie', () => {
  it('gets a bucket with its first answer, beside the cookies of the service, and keeps to its release', async () => {
    const own: RequestListener = (_, response) => {
      response.setHeader('set-cookie', ['session=1; Secure', 'bucket=mine']);
      response.setHeader('x-own', 'yes');
      response.end('a');
    };
    const [a, b] = [await backend(own), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 50, b: 50 }, byCookie);
    for (let i = 0; i < 20; i += 1) {
      const first = await fetch(rig.url);
      const release = await first.text();
      const given = first.headers.getSetCookie();
      const bucket = given.at(-1) ?? '';
      expect(bucket).toMatch(/^bucket=\d{1,4}; Path=\/; HttpOnly; SameSite=Lax$/);
      if (release === 'a') {
        expect(given.slice(0, -1)).toEqual(['session=1; Secure', 'bucket=mine']);
        expect(first.headers.get('x-own')).toBe('yes');
      } else expect(given).toHaveLength(1);
      const headers = { cookie: bucket.split(';')[0] ?? '' };
      for (let again = 0; again < 5; again += 1) expect(await text('/', { headers })).toBe(release);
    }
  });

  it('is at the release whose buckets its own is among, and is told nothing more', async () => {
    const [next, old] = [await backend(says('next')), await backend(says('old'))];
    await rig.give({ next: [next], old: [old] }, { next: 5, old: 95 }, byCookie);
    const all = [0, 499, 500, 9999].map(bucket => text('/', cookied(bucket)));
    expect(await Promise.all(all)).toEqual(['next', 'next', 'old', 'old']);
    expect(await setCookies('/', cookied(499))).toEqual([]);
    await rig.give({ next: [next], old: [old] }, { next: 20, old: 80 }, byCookie);
    const grown = [499, 500, 1999, 2000].map(bucket => text('/', cookied(bucket)));
    expect(await Promise.all(grown)).toEqual(['next', 'next', 'next', 'old']);
  });

  it('gets a new bucket for a value that is none, and the service sees what was sent', async () => {
    const a = await backend((request, response) => response.end(request.headers.cookie));
    await rig.give({ a: [a] }, { a: 1 }, byCookie);
    for (const value of ['10000', '-1', 'x', '1%0d%0aset-cookie:y=1', '"5"']) {
      const response = await fetch(rig.url, cookied(value));
      expect(await response.text()).toBe(`theme=dark; bucket=${value}`);
      expect(response.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^bucket=\d{1,4}; Path=\/; HttpOnly; SameSite=Lax$/) as string,
      ]);
    }
  });

  it('goes elsewhere when its release cannot be reached, and comes back to it', async () => {
    const [place, b] = [await deadPort(), await backend(says('b'))];
    await rig.give({ a: [place], b: [b] }, { a: 50, b: 50 }, byCookie);
    expect(await text('/', { ...cookied(7), method: 'POST', body: 'order' })).toBe('b');
    expect((await rig.totals()).byCause).toEqual({});
    await backend(says('a'), place.port);
    await until(async () => (await text('/', cookied(7))) === 'a');
  });

  it('goes elsewhere when its release has left the table, or has weight 0', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 0, b: 1 }, byCookie);
    expect(await text('/', cookied(0))).toBe('b');
    await rig.give({ b: [b] }, { a: 50, b: 50 }, byCookie);
    expect(await text('/', cookied(0))).toBe('b');
  });

  it('that waited while nothing was ready goes to its own release', async () => {
    await rig.give({}, {});
    const waiting = [0, 9999].map(bucket => text('/', cookied(bucket)));
    await until(async () => (await rig.stats()).held === 2);
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 50, b: 50 }, byCookie);
    expect(await Promise.all(waiting)).toEqual(['a', 'b']);
  });

  it('is told nothing by answers of the router itself', async () => {
    await rig.give({ a: [await deadPort()] }, { a: 1 }, byCookie);
    expect(await setCookies()).toEqual([]);
  });
});

describe('a WebSocket', () => {
  const handshake = (headers = '') =>
    `GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n${headers}\r\n`;
  const greets = async (name: string) => {
    const started = await backend(says('no'));
    started.server.on('upgrade', (_, socket) => {
      socket.end(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nthis is ${name}`,
      );
    });
    return started;
  };

  it('is assigned as any request, and brings the cookie with its 101', async () => {
    const [a, b] = [await greets('a'), await greets('b')];
    await rig.give({ a: [a], b: [b] }, { a: 50, b: 50 }, byCookie);
    expect(await raw(handshake('Cookie: bucket=10\r\n'))).toMatch(/this is a$/);
    expect(await raw(handshake('Cookie: bucket=9000\r\n'))).toMatch(/this is b$/);
    const answer = await raw(handshake());
    expect(answer).toMatch(/^HTTP\/1\.1 101 /);
    expect(answer).toMatch(/^set-cookie: bucket=\d{1,4}; Path=\/; HttpOnly; SameSite=Lax\r$/im);
    expect(await raw(handshake('Cookie: bucket=10\r\n'))).not.toMatch(/set-cookie/i);
  });
});

describe('a client that is assigned by a header', () => {
  it('is always at the release of its value, and one without the header at any', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 50, b: 50 }, byHeader);
    // Buckets 7801 and 2712: the first 32 bits of SHA-256, modulo 10,000.
    for (let i = 0; i < 10; i += 1) {
      expect(await text('/', { headers: { 'x-customer': 'alice' } })).toBe('b');
      expect(await text('/', { headers: { 'X-CUSTOMER': 'bob' } })).toBe('a');
    }
    const anybody = await Promise.all(Array.from({ length: 100 }, () => text()));
    expect(new Set(anybody)).toEqual(new Set(['a', 'b']));
    expect(await setCookies()).toEqual([]);
  });
});

describe('a keep-alive connection that two clients share', () => {
  it('carries each request to the release of its own client', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 50, b: 50 }, byCookie);
    const socket = connect(rig.port, '127.0.0.1').setEncoding('latin1');
    let seen = '';
    socket.on('data', (part: string) => {
      seen += part;
    });
    for (const bucket of [1, 9000, 2])
      socket.write(`GET /${bucket} HTTP/1.1\r\nHost: x\r\nCookie: bucket=${bucket}\r\n\r\n`);
    await until(() => seen.split('HTTP/1.1 200').length === 4);
    expect([a.seen, b.seen]).toEqual([['GET /1', 'GET /2'], ['GET /9000']]);
    socket.destroy();
  });
});

describe('a body', () => {
  it('goes where its head is assigned, while most of it is still on its way', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { a: 50, b: 50 }, byCookie);
    const upload = httpRequest(rig.url, { agent: false, method: 'POST', headers: { cookie: 'bucket=9000' } });
    upload.write('first ');
    await until(() => b.seen.length === 1);
    upload.end('last');
    expect(a.seen).toEqual([]);
  });
});
