import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { RouterTable } from '../../src/deliver/engine/table.ts';
import { backend, raw, rig, says, text, until, useRouter } from './router-support.ts';

useRouter();

const flagged = (percent: number, release = 'a') => ({ flag: { name: 'new-checkout', release, percent } });
const byCookie = { assignment: { by: 'cookie', name: 'bucket' } } as const;
const inBucket = (bucket: number) => text('/', { headers: { cookie: `bucket=${bucket}` } });

/** Answers with the flags that it sees, however the header is written. */
const tells: RequestListener = ({ rawHeaders }, response) => {
  const values = rawHeaders.filter(
    (_, i) => i % 2 === 1 && /^x.feature.flags$/i.test(rawHeaders[i - 1] ?? ''),
  );
  response.statusCode = values.length > 0 ? 500 : 200;
  response.end(values.join('|'));
};
const give = async (more: Partial<RouterTable>) => rig.give({ a: [await backend(tells)] }, { a: 1 }, more);
const tallies = async () =>
  Object.fromEntries(
    (await rig.stats()).tallies.map(({ release, requests, byCause }) => [
      release,
      { requests, errors: byCause['version-5xx'] ?? 0 },
    ]),
  );

describe('a flag', () => {
  it('is on for a share of the requests, which are counted on their own', async () => {
    await give(flagged(20));
    const answers: string[] = [];
    for (let i = 0; i < 50; i += 1)
      answers.push(...(await Promise.all(Array.from({ length: 20 }, () => text()))));
    const on = answers.filter(answer => answer === 'new-checkout').length;
    // Binomial(1000, 0.2): five standard deviations are 63.
    expect(on).toBeGreaterThan(137);
    expect(on).toBeLessThan(263);
    expect(await tallies()).toEqual({
      a: { requests: 1000 - on, errors: 0 },
      'a+new-checkout': { requests: on, errors: on },
    });
  });

  it('is on for the same clients while it grows, and goes off for all at once', async () => {
    await give({ ...byCookie, ...flagged(5) });
    expect(await Promise.all([0, 499, 500].map(inBucket))).toEqual(['new-checkout', 'new-checkout', '']);
    await give({ ...byCookie, ...flagged(50) });
    expect(await Promise.all([0, 500, 4999, 5000].map(inBucket))).toEqual([
      'new-checkout',
      'new-checkout',
      'new-checkout',
      '',
    ]);
    await give(byCookie);
    expect(await Promise.all([0, 500].map(inBucket))).toEqual(['', '']);
  });

  it("is a share of its release's own clients, and off at every other release", async () => {
    const [a, b] = [await backend(tells), await backend(tells)];
    await rig.give({ a: [a], b: [b] }, { a: 20, b: 80 }, { ...byCookie, ...flagged(50) });
    expect(await Promise.all([0, 999, 1000, 1999, 2000, 9999].map(inBucket))).toEqual([
      'new-checkout',
      'new-checkout',
      '',
      '',
      '',
      '',
    ]);
    expect(await tallies()).toEqual({
      'a+new-checkout': { requests: 2, errors: 2 },
      a: { requests: 2, errors: 0 },
      b: { requests: 2, errors: 0 },
    });
  });

  it('cannot be claimed by a client, with a flag in the table or without', async () => {
    const claims = 'X-Feature-Flags: admin\r\nx-feature-flags: new-checkout\r\nX_Feature_Flags: debug\r\n';
    const request = `GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${claims}\r\n`;
    for (const more of [{}, flagged(0), flagged(100, 'b')]) {
      await give(more);
      const answer = await raw(request);
      expect(answer).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer).not.toMatch(/admin|new-checkout|debug/);
    }
    await give(flagged(100));
    expect(await raw(request)).toMatch(/\r\n\r\n(?:c\r\n)?new-checkout(?:\r\n0\r\n\r\n)?$/);
  });

  it('is seen by WebSockets too', async () => {
    const a = await backend(says('no'));
    a.server.on('upgrade', ({ headers }, socket) => {
      const flags = String(headers['x-feature-flags']);
      socket.end(
        `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${flags}`,
      );
    });
    await rig.give({ a: [a] }, { a: 1 }, flagged(100));
    const answer = await raw(
      'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(answer).toMatch(/\r\n\r\nnew-checkout$/);
    await until(async () => 'a+new-checkout' in (await tallies()));
  });

  it('stays as it is when the request is sent once more', async () => {
    const seen: unknown[] = [];
    const a = await backend((request, response) => {
      if (seen.push(request.headers['x-feature-flags']) % 2 === 1) request.socket.destroy();
      else response.end();
    });
    await rig.give({ a: [a] }, { a: 1 }, flagged(50));
    for (let i = 0; i < 20; i += 1) await text();
    const [first, second] = [0, 1].map(rest => seen.filter((_, i) => i % 2 === rest));
    expect(first).toHaveLength(20);
    expect(second).toEqual(first);
    const on = first?.filter(flags => flags === 'new-checkout').length ?? 0;
    const flaggedOnes = (await rig.stats()).tallies.find(({ release }) => release === 'a+new-checkout');
    expect(flaggedOnes?.requests ?? 0).toBe(on);
    expect(flaggedOnes?.retried ?? 0).toBe(on);
    expect(await rig.totals()).toEqual({ requests: 20, retried: 20, byCause: {} });
  });
});
