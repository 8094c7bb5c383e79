import { expect, test } from 'vitest';
import { lostNothing, Project, saying } from './delivery-rig.ts';

/** Somebody who comes back: with the cookie that the router set, or the header that all requests of the account carry. */
class Client {
  readonly seen: string[] = [];
  readonly #url: string;
  #headers: Record<string, string>;

  constructor(url: string, headers: Record<string, string> = {}) {
    this.#url = url;
    this.#headers = headers;
  }

  async ask(): Promise<string> {
    const response = await fetch(this.#url, { headers: this.#headers });
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (cookie !== undefined) this.#headers = { cookie };
    const version = await response.text();
    if (version !== this.seen.at(-1)) this.seen.push(version);
    return version;
  }
}

const steps =
  'steps: [{ weight: 20, seconds: 0.5, approval: true }, { weight: 60, seconds: 0.5, approval: true }]';

const kinds: readonly (readonly [string, string, (i: number) => Record<string, string>])[] = [
  ['cookie', 'sticky_cookie: release', () => ({})],
  ['header', 'sticky_header: X-Account', i => ({ 'x-account': `account-${i}` })],
];

test.each(kinds)(
  'by %s a client keeps its version through the whole ramp; going back takes all of them back',
  async (_, sticky, headersOf) => {
    const project = await Project.open();
    project.spec(sticky, steps, 'baseline: false');
    await project.first();
    const load = project.load(0, 100);
    const clients = Array.from({ length: 40 }, (_, i) => new Client(project.url(), headersOf(i)));
    const askAll = () => Promise.all(clients.map(client => client.ask()));
    const onV2 = async () => (await askAll()).flatMap((version, i) => (version === 'v2' ? [i] : []));
    expect(await onV2()).toEqual([]);

    project.write(saying('v2'));
    const { end } = project.begin('--as', 'v2', '--strategy', 'canary');
    await project.until('awaiting');
    const atFirst = await onV2();
    const approve = () => project.json('approve', '.', '--by', 'anna');
    await approve();
    await project.until('baking');
    await project.until('awaiting');
    const atSecond = await onV2();
    // A fifth and three fifths of forty: chance alone gives neither none nor all.
    expect(atFirst.length).toBeLessThan(atSecond.length);
    expect(atSecond.length).toBeLessThan(clients.length);
    expect(atSecond).toEqual(expect.arrayContaining(atFirst));
    await project.json('reject', '.', '--by', 'anna');
    expect(await end()).toMatchObject({ outcome: 'rolled-back', reason: 'rejected by anna' });
    expect(await onV2()).toEqual([]);

    // Once more: the same clients are the first ones.
    const again = project.begin('--as', 'v2', '--strategy', 'canary');
    await project.until('awaiting');
    expect(await onV2()).toEqual(atFirst);
    for (const client of clients) client.seen.splice(0);
    const asking = (async () => {
      for (let isOver = false; !isOver; ) isOver = (await onV2()).length === clients.length;
    })();
    await approve();
    await project.until('baking');
    await project.until('awaiting');
    await approve();
    expect((await again.end()).outcome).toBe('promoted');
    await asking;
    // Each went over once, and none came back.
    expect(clients.filter(({ seen }) => !['v2', 'v1,v2'].includes(seen.join()))).toEqual([]);
    expect((await project.json('rollback', '.')).code).toBe(0);
    expect(await onV2()).toEqual([]);
    expect(await lostNothing(load)).toEqual({ own: 0 });
  },
  120_000,
);
