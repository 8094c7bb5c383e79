import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { deadPort } from '../../src/deliver/router/testing/rig.ts';
import { backend, rig, says, text, until, useRouter } from './router-support.ts';

useRouter({ holdMs: 2_000, maxHeld: 3, upstreamTimeoutMs: 1_000 });

/** Reads the request, then goes away without an answer. */
const dies: RequestListener = request => request.resume().on('end', () => request.socket.destroy());

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
