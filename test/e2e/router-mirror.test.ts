import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { MirrorCounts, Tally } from '../../src/deliver/engine/table.ts';
import { deadPort, type Place, startRig } from '../../src/deliver/router/testing/rig.ts';
import { backend, metrics, open, raw, rig, says, text, until, useRouter } from './router-support.ts';

useRouter({ upstreamTimeoutMs: 3_000 });

const give = (user: Place, mirrored: Place, percent = 100) =>
  rig.give({ a: [user], b: [mirrored] }, { a: 1 }, { mirror: { release: 'b', percent } });
const mirror = async (): Promise<Partial<MirrorCounts>> => (await rig.stats()).mirror ?? {};
const counted = (count: keyof MirrorCounts, value: number) =>
  until(async () => (await mirror())[count] === value);
const tallyOf = async (release: string): Promise<Tally | undefined> =>
  (await rig.stats()).tallies.find(tally => tally.release === release);
const ask = (count: number) => Promise.all(Array.from({ length: count }, () => text()));

describe('a mirrored request', () => {
  it('is copied with its headers and a mark, and answered by the release that has the traffic', async () => {
    const heads: IncomingMessage['headers'][] = [];
    const keeps: RequestListener = (request, response) => {
      heads.push(request.headers);
      response.setHeader('set-cookie', 'session=from-b').end('b');
    };
    const [a, b] = [await backend(says('a')), await backend(keeps)];
    await give(a, b);
    const response = await fetch(`${rig.url}/orders?page=2`, { headers: { 'x-mine': '1' } });
    expect([await response.text(), response.headers.getSetCookie()]).toEqual(['a', []]);
    await counted('compared', 1);
    expect(b.seen).toEqual(['GET /orders?page=2']);
    expect(heads[0]).toMatchObject({
      'x-devops-flow-mirror': '1',
      'x-mine': '1',
      'x-forwarded-for': '127.0.0.1',
      host: `127.0.0.1:${rig.port}`,
    });
  });

  it('is a GET or HEAD without a body, and no upgrade', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('a'))];
    a.server.on('upgrade', (_, socket) => socket.end('HTTP/1.1 101 Switching Protocols\r\n\r\n'));
    await give(a, b);
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD']) await fetch(rig.url, { method });
    const withBody = httpRequest(rig.url, { method: 'GET', agent: false, headers: { 'content-length': 4 } });
    withBody.end('body');
    await once(withBody, 'response');
    await raw('GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    await text('/last');
    await counted('compared', 2);
    expect(b.seen).toEqual(['HEAD /', 'GET /last']);
  });

  it('is one in so many, and none at 0 percent', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('a'))];
    await give(a, b, 20);
    for (let i = 0; i < 50; i += 1) await ask(20);
    await until(async () => (await mirror()).compared === b.seen.length);
    // Binomial(1000, 0.2): five standard deviations are 63.
    expect(b.seen.length).toBeGreaterThan(137);
    expect(b.seen.length).toBeLessThan(263);
    const before = b.seen.length;
    await give(a, b, 0);
    await ask(50);
    expect(b.seen.length).toBe(before);
  });

  it('is not copied to the release that answered it', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    await rig.give({ a: [a], b: [b] }, { b: 1 }, { mirror: { release: 'b', percent: 100 } });
    await ask(5);
    await rig.give({ a: [a], b: [b] }, { a: 1 }, { mirror: { release: 'b', percent: 100 } });
    await text('/other');
    await counted('compared', 1);
    expect(b.seen).toEqual(['GET /', 'GET /', 'GET /', 'GET /', 'GET /', 'GET /other']);
  });

  it('cannot be claimed by a client', async () => {
    const heads: unknown[] = [];
    const a = await backend((request, response) => {
      heads.push(request.headers['x-devops-flow-mirror'], request.headers['x_devops_flow_mirror']);
      response.end();
    });
    await rig.give({ a: [a] }, { a: 1 });
    await text('/', { headers: { 'X-Devops-Flow-Mirror': '1', X_Devops_Flow_Mirror: '1' } });
    expect(heads).toEqual([undefined, undefined]);
  });
});

describe('a mirror that misbehaves', () => {
  it('is not asked before the client has its whole answer', async () => {
    let finish: (() => void) | undefined;
    const a = await backend((_, response) => {
      response.write('first ');
      finish = () => response.end('last');
    });
    const b = await backend(says('first last'));
    await give(a, b);
    const response = await open('/');
    expect([response.statusCode, b.seen, await mirror()]).toEqual([
      200,
      [],
      {
        release: 'b',
        sent: 0,
        compared: 0,
        differing: { status: 0, body: 0, type: 0 },
        failed: 0,
        skipped: 0,
      },
    ]);
    finish?.();
    expect((await response.toArray()).join('')).toBe('first last');
    await counted('compared', 1);
  });

  it('by not answering has 64 copies at most in its hand; the others are skipped, and nobody waits', async () => {
    const b = await backend(() => undefined);
    await give(await backend(says('a')), b);
    expect(new Set(await ask(100))).toEqual(new Set(['a']));
    await until(() => b.seen.length >= 64);
    expect(await mirror()).toMatchObject({ sent: 64, skipped: 36, compared: 0, failed: 0 });
    expect((await rig.totals()).requests).toBe(100);
    expect(await rig.inFlight('b')).toEqual({ all: 0, retired: 0 });
    b.server.closeAllConnections();
    await counted('failed', 64);
    expect(await tallyOf('b~mirror')).toMatchObject({
      requests: 64,
      byCause: { 'reset-before-response': 64 },
    });
    expect(await text()).toBe('a');
    await counted('sent', 65);
  });

  it('by answering late, or byte by byte, is given up when an answer has to be there', async () => {
    const b = await backend((request, response) => {
      if (request.url === '/late') return;
      const timer = setInterval(() => response.write('.'), 50);
      response.on('close', () => clearInterval(timer));
    });
    await give(await backend(says('a')), b);
    expect(await Promise.all([text('/late'), text('/slow')])).toEqual(['a', 'a']);
    await counted('failed', 2);
    expect(await tallyOf('b~mirror')).toMatchObject({ requests: 2, byCause: { 'upstream-timeout': 2 } });
  });

  it('by being dead costs nobody anything, and is asked again when it is back', async () => {
    const [a, place] = [await backend(says('a')), await deadPort()];
    await give(a, place);
    expect(await text()).toBe('a');
    await counted('failed', 1);
    expect(await text()).toBe('a');
    await counted('failed', 2);
    expect(await tallyOf('b~mirror')).toMatchObject({
      requests: 2,
      byCause: { 'connect-failed': 1, 'no-backend': 1 },
    });
    await backend(says('a'), place.port);
    await until(async () => {
      await text();
      return ((await mirror()).compared ?? 0) > 0;
    });
    expect((await tallyOf('a'))?.byCause).toEqual({});
  });

  it('by breaking connections is counted by cause, and nothing is sent to it twice', async () => {
    const b = await backend((request, response) => {
      if (request.url === '/head') return request.socket.destroy();
      response.writeHead(200, { 'content-length': 100 });
      response.write('half', () => response.destroy());
    });
    await give(await backend(says('a')), b);
    expect([await text('/head'), await text('/body')]).toEqual(['a', 'a']);
    await counted('failed', 2);
    expect(b.seen).toEqual(['GET /head', 'GET /body']);
    expect(await tallyOf('b~mirror')).toMatchObject({
      requests: 2,
      retried: 0,
      byCause: { 'reset-before-response': 1, 'reset-mid-response': 1 },
    });
    expect(await tallyOf('a')).toMatchObject({ requests: 2, byCause: {} });
  });

  it('does not keep a router from stopping', async () => {
    const own = await startRig();
    let left: Promise<unknown> | undefined;
    const hangs: RequestListener = (_, response) => {
      left = once(response, 'close');
    };
    const [a, b] = [await backend(says('a')), await backend(hangs)];
    await own.give({ a: [a], b: [b] }, { a: 1 }, { mirror: { release: 'b', percent: 100 } });
    await fetch(own.url);
    await until(() => left !== undefined);
    await own.stop();
    await left;
  });
});

describe('answers are compared', () => {
  /** Answers `/n` with the n-th of the answers. */
  const answers =
    (...all: { status?: number; type?: string; body?: string }[]): RequestListener =>
    (request, response) => {
      const { status = 200, type, body = '' } = all[Number(request.url?.slice(1))] ?? {};
      if (type !== undefined) response.setHeader('content-type', type);
      response.writeHead(status).end(body);
    };
  const compare = async (theirs: RequestListener, its: RequestListener, count: number) => {
    await give(await backend(theirs), await backend(its));
    for (let i = 0; i < count; i += 1) await text(`/${i}`);
    await counted('compared', count);
    return (await mirror()).differing;
  };

  it('by status, content type and body, each on its own', async () => {
    const [json, html] = ['application/json', 'text/html'];
    const differing = await compare(
      answers(
        { body: 'same', type: json },
        {},
        { status: 404 },
        { type: json },
        { body: 'abc' },
        { body: 'a' },
      ),
      answers(
        { body: 'same', type: json },
        { status: 500 },
        {},
        { type: html },
        { body: 'abd' },
        { body: 'ab' },
      ),
      6,
    );
    expect(differing).toEqual({ status: 2, type: 1, body: 2 });
    expect(await tallyOf('b~mirror')).toMatchObject({ requests: 6, byCause: { 'version-5xx': 1 } });
  });

  it('without regard to how a content type is written', async () => {
    const [theirs, its] = [{ type: 'text/html; charset=utf-8' }, { type: 'Text/HTML;charset=UTF-8' }];
    expect(await compare(answers(theirs), answers(its), 1)).toEqual({ status: 0, type: 0, body: 0 });
  });

  it('up to 64 KiB; of what is longer only that it is', async () => {
    const most = 'x'.repeat(64 * 1024);
    const differing = await compare(
      answers({ body: `${most}a` }, { body: most }, { body: `${most.slice(1)}a` }, { body: most }),
      answers({ body: `${most}bcd` }, { body: `${most}a` }, { body: `${most.slice(1)}b` }, { body: most }),
      4,
    );
    expect(differing).toEqual({ status: 0, type: 0, body: 2 });
  });

  it('of a HEAD by status and type', async () => {
    const a = await backend((_, response) => response.setHeader('content-length', 10).end());
    const b = await backend((_, response) => response.setHeader('content-length', 20).end());
    await give(a, b);
    await fetch(rig.url, { method: 'HEAD' });
    await counted('compared', 1);
    expect((await mirror()).differing).toEqual({ status: 0, type: 0, body: 0 });
  });

  it('whatever becomes of copies: each sent one is compared or failed, and counted once as a request', async () => {
    const b = await backend((request, response) => {
      const roll = Math.random();
      if (roll < 0.3) request.socket.destroy();
      else if (roll < 0.4) response.write('half', () => response.destroy());
      else response.writeHead(roll < 0.6 ? 500 : 200).end('a');
    });
    await give(await backend(says('a')), b);
    for (let i = 0; i < 20; i += 1) await ask(50);
    await until(async () => {
      const { sent = 0, compared = 0, failed = 0 } = await mirror();
      return sent === compared + failed;
    });
    const { sent = 0, failed = 0, skipped = 0, differing } = await mirror();
    expect(sent + skipped).toBe(1000);
    const tally = await tallyOf('b~mirror');
    expect(tally?.requests).toBe(sent);
    const { 'version-5xx': own = 0, ...broken } = tally?.byCause ?? {};
    expect(own).toBe(differing?.status);
    expect(Object.values(broken).reduce((x, y) => x + y, 0)).toBe(failed);
    expect(await tallyOf('a')).toMatchObject({ requests: 1000, retried: 0, byCause: {} });
  });

  it('and counted for each deploy on its own', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    const during = (deploy: string) =>
      rig.give(
        { a: [a], b: [b] },
        { a: 1 },
        {
          mirror: { release: 'b', percent: 100 },
          mark: { deploy, phase: 'shift' },
        },
      );
    await during('d1');
    await ask(3);
    await counted('compared', 3);
    await during('d2');
    expect(await mirror()).toMatchObject({ deploy: 'd2', sent: 0 });
    await ask(2);
    await counted('compared', 2);
    await rig.give({ a: [a], b: [b] }, { a: 1 });
    expect(await mirror()).toMatchObject({ release: 'b', deploy: 'd2', sent: 2 });
    expect(await metrics()).toContain('devops_flow_router_mirror_sent_total{service="orders",release="b"} 5');
  });

  it('and shown to Prometheus by release, beside the requests that saw a flag on', async () => {
    const [a, b] = [await backend(says('a')), await backend(says('b'))];
    const flag = { name: 'new-checkout', release: 'a', percent: 100 };
    await rig.give({ a: [a], b: [b] }, { a: 1 }, { mirror: { release: 'b', percent: 100 }, flag });
    await text();
    await counted('compared', 1);
    const page = await metrics();
    for (const line of [
      'devops_flow_router_requests_total{service="orders",release="a+new-checkout"} 1',
      'devops_flow_router_requests_total{service="orders",release="b~mirror"} 1',
      'devops_flow_router_mirror_sent_total{service="orders",release="b"} 1',
      'devops_flow_router_mirror_compared_total{service="orders",release="b"} 1',
      'devops_flow_router_mirror_failed_total{service="orders",release="b"} 0',
      'devops_flow_router_mirror_skipped_total{service="orders",release="b"} 0',
      'devops_flow_router_mirror_differing_total{service="orders",release="b",part="body"} 1',
      'devops_flow_router_mirror_differing_total{service="orders",release="b",part="status"} 0',
      'devops_flow_router_in_flight{service="orders",release="b"} 0',
    ])
      expect(page).toContain(line);
  });
});
