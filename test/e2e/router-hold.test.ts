import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { deadPort } from '../../src/deliver/router/testing/rig.ts';
import { backend, rig, text, until, useRouter } from './router-support.ts';

useRouter();

const held = (count: number) => until(async () => (await rig.stats()).held === count);
const numbers = Array.from({ length: 100 }, (_, i) => i);

/** Requests that wait, each in the line before the next one begins. */
async function line(send: (i: number) => Promise<string>): Promise<Promise<string>[]> {
  const waiting: Promise<string>[] = [];
  for (const i of numbers) {
    waiting.push(send(i));
    await held(i + 1);
  }
  return waiting;
}

describe('requests that wait', () => {
  it('are answered first come, first served, whatever they are', async () => {
    const a = await backend((request, response) => {
      request.resume().on('end', () => response.end(request.url));
    });
    await rig.give({ a: [a] }, {});
    const waiting = await line(i => text(`/${i}`, i % 3 === 0 ? { method: 'POST', body: 'order' } : {}));
    await rig.give({ a: [a] }, { a: 1 });
    expect(await Promise.all(waiting)).toEqual(numbers.map(i => `/${i}`));
    expect(a.seen).toEqual(numbers.map(i => `${i % 3 === 0 ? 'POST' : 'GET'} /${i}`));
    expect(await rig.totals()).toEqual({ requests: 100, retried: 0, byCause: {} });
  });

  it('are divided by the split that ends the wait', async () => {
    const counts = { a: 0, b: 0 };
    const [a, b] = [
      await backend((_, response) => response.end(String((counts.a += 1)))),
      await backend((_, response) => response.end(String((counts.b += 1)))),
    ];
    await rig.give({}, {});
    const waiting = await line(i => text('/', { headers: { cookie: `bucket=${i * 100}` } }));
    await rig.give({ a: [a], b: [b] }, { a: 30, b: 70 }, { assignment: { by: 'cookie', name: 'bucket' } });
    await Promise.all(waiting);
    expect(counts).toEqual({ a: 30, b: 70 });
  });

  it('go on waiting through tables that bring nobody', async () => {
    const a = await backend((_, response) => response.end('a'));
    await rig.give({ a: [a] }, {});
    const waiting = text();
    await held(1);
    await rig.give({ a: [a] }, { a: 0 });
    await rig.give({}, { a: 1 });
    await rig.give({ a: [] }, { a: 1 });
    expect([(await rig.stats()).held, a.seen]).toEqual([1, []]);
    await rig.give({ a: [a] }, { a: 1 });
    expect(await waiting).toBe('a');
  });

  it('keep the bodies that clients go on sending, and the order of their parts', async () => {
    const a = await backend((request, response) => request.pipe(response));
    await rig.give({}, {});
    const upload = httpRequest(rig.url, { agent: false, method: 'POST' });
    const answered = once(upload, 'response') as Promise<[IncomingMessage]>;
    const parts = numbers.map(i => `part ${i} ${'x'.repeat(5_000)}`);
    for (const part of parts) upload.write(part);
    await held(1);
    upload.end('last');
    await rig.give({ a: [a] }, { a: 1 });
    const [response] = await answered;
    expect((await response.toArray()).join('')).toBe(`${parts.join('')}last`);
  });

  it('wait again when the instance that ended their wait is not there', async () => {
    const place = await deadPort();
    await rig.give({}, {});
    const waiting = [text('/one'), text('/two', { method: 'POST', body: 'order' })];
    await held(2);
    await rig.give({ a: [place] }, { a: 1 });
    await held(2);
    const a = await backend((_, response) => response.end('a'), place.port);
    expect(await Promise.all(waiting)).toEqual(['a', 'a']);
    expect(
      a.seen.filter(seen => !seen.endsWith('/health/ready')).toSorted((x, y) => x.localeCompare(y)),
    ).toEqual(['GET /one', 'POST /two']);
  });
});
