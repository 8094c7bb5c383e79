import { afterEach, describe, expect, it } from 'vitest';
import { Random } from '../fuzz/random.ts';
import { rig, until, useRouter } from './router-support.ts';
import { startTruth, Traffic, type Truth } from './router-traffic.ts';

useRouter();

const truths: Truth[] = [];
afterEach(async () => {
  for (const truth of truths.splice(0)) await truth.kill();
});

async function truth(): Promise<Truth> {
  const started = await startTruth();
  truths.push(started);
  return started;
}

describe('a release that lost its traffic', () => {
  it.each([1, 2, 3])('is never said to have nothing in hand while it has, seed %i', async seed => {
    const random = new Random(seed);
    let old = await truth();
    await rig.give({ r0: [old.backend] }, { r0: 1 });
    const traffic = new Traffic(rig.port, 24, new Random(seed * 1000));
    let drained = 0;
    for (let i = 1; i <= 20; i += 1) {
      const [name, next] = [`r${i - 1}`, `r${i}`];
      const fresh = await truth();
      const both = { [name]: [old.backend], [next]: [fresh.backend] };
      await rig.give(both, { [name]: 1, [next]: 1 });
      await new Promise(resolve => setTimeout(resolve, random.below(50)));
      // It stays in the table without weight, or leaves it at once.
      await rig.give(random.below(2) === 0 ? both : { [next]: [fresh.backend] }, { [next]: 1 });
      let inHand = await rig.inFlight(name);
      drained += inHand.all;
      while (inHand.all > 0) {
        expect(inHand.retired).toBe(inHand.all);
        inHand = await rig.inFlight(name);
      }
      expect([...old.open].filter(id => !traffic.left.has(id))).toEqual([]);
      await old.kill();
      old = fresh;
    }
    await traffic.stop();
    expect(traffic.broken).toEqual([]);
    expect(await rig.totals()).toMatchObject({ retried: 0 });
    // Each kind of traffic was there, and there was something to wait for.
    expect(Object.keys(traffic.done).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'leaves',
      'quick',
      'refused-upload',
      'socket',
      'stream',
      'upload',
    ]);
    expect(drained).toBeGreaterThan(20);
  });

  it('has in hand what it had, when it comes back before that is answered', async () => {
    const [a, b] = [await truth(), await truth()];
    await rig.give({ a: [a.backend] }, { a: 1 });
    const slow = fetch(rig.url, { headers: { 'x-id': 'slow', 'x-parts': 'held' } }).then(answer =>
      answer.text(),
    );
    await until(async () => (await rig.inFlight('a')).all === 1);
    await rig.give({ b: [b.backend] }, { b: 1 });
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 1 });
    await rig.give({ a: [a.backend], b: [b.backend] }, { a: 1 });
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 0 });
    await rig.give({ a: [a.backend], b: [b.backend] }, { b: 1 });
    expect(await rig.inFlight('a')).toEqual({ all: 1, retired: 1 });
    a.release();
    expect(await slow).toMatch(/last$/);
  });

  it('tells what its instances have that left apart from what those have that stay', async () => {
    const [stays, leaves] = [await truth(), await truth()];
    const ask = async (id: string) =>
      (await fetch(rig.url, { headers: { 'x-id': id, 'x-parts': 'held' } })).text();
    await rig.give({ a: [leaves.backend] }, { a: 1 });
    const first = ask('first');
    await until(async () => (await rig.inFlight('a')).all === 1);
    await rig.give({ a: [stays.backend] }, { a: 1 });
    const rest = [ask('second'), ask('third')];
    await until(async () => (await rig.inFlight('a')).all === 3);
    expect(await rig.inFlight('a')).toEqual({ all: 3, retired: 1 });
    expect((await rig.stats()).inFlight).toEqual({ a: { all: 3, retired: 1 } });
    for (const each of [leaves, stays]) each.release();
    expect((await Promise.all([first, ...rest])).map(text => text.slice(-4))).toEqual([
      'last',
      'last',
      'last',
    ]);
    expect(await rig.inFlight('nobody')).toEqual({ all: 0, retired: 0 });
  });
});
