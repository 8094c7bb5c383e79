import { expect, test } from 'vitest';
import type { FinishedDeploy } from '../../deliver/engine/ports.ts';
import type { Member } from '../../deliver/release/plan.ts';
import type { Strategy } from '../../deliver/release/strategy.ts';
import { standingFlags } from './serving.ts';

const ramp: Strategy = { name: 'feature-flag', flag: 'cart', steps: [] };
const switched: Strategy = { name: 'blue-green', asksBefore: false };

interface Told extends Pick<Member, 'flags' | 'previousFlags'> {
  readonly strategy?: Strategy;
  readonly outcome?: 'promoted' | 'rolled-back';
}

/** `from` was replaced by `to`, and `serving` had the traffic afterwards. */
function ended(from: string, to: string, serving: string | null, told: Told = {}): FinishedDeploy {
  const { strategy = switched, outcome = 'promoted', ...flags } = told;
  const ref = (id: string) => ({ id, version: id, readyPath: '/ready' });
  const member = { service: 'shop', next: ref(to), previous: ref(from), ...flags };
  return {
    plan: { strategy, members: [member] },
    record: { outcome, members: [{ service: 'shop', serving }] },
  } as unknown as FinishedDeploy;
}

test('a flag stands once it was ramped to everybody, through later deploys and those that were undone', () => {
  const ramped = ended('v1', 'v2', 'v2', { strategy: ramp });
  expect(standingFlags([ramped], 'shop')).toEqual(['cart']);
  const later = ended('v2', 'v3', 'v3', { flags: ['cart'] });
  expect(standingFlags([later, ramped], 'shop')).toEqual(['cart']);
  const undone = ended('v3', 'v4', 'v3', { flags: ['cart'], outcome: 'rolled-back' });
  expect(standingFlags([undone, later, ramped], 'shop')).toEqual(['cart']);
});

test('a flag that was turned off while it was ramped does not stand', () => {
  const off = ended('v1', 'v2', 'v2', { strategy: ramp, outcome: 'rolled-back' });
  expect(standingFlags([off], 'shop')).toEqual([]);
});

test('a release is gone back to with the flags that it served with last', () => {
  const ramped = ended('v1', 'v2', 'v2', { strategy: ramp });
  expect(standingFlags([ramped], 'shop', 'v1')).toEqual([]);
  const back = ended('v2', 'v1', 'v1', { flags: [], previousFlags: ['cart'] });
  expect(standingFlags([back, ramped], 'shop')).toEqual([]);
  expect(standingFlags([back, ramped], 'shop', 'v2')).toEqual(['cart']);
});

test('a rollback that did not come about leaves the flags of what serves', () => {
  const stuck = ended('v2', 'v1', 'v2', { flags: [], previousFlags: ['cart'], outcome: 'rolled-back' });
  expect(standingFlags([stuck], 'shop')).toEqual(['cart']);
});

test('flags outlast a deploy after which nothing serves; without a history there are none', () => {
  expect(standingFlags([ended('v2', 'v3', null, { flags: ['cart'] })], 'shop')).toEqual(['cart']);
  expect(standingFlags([], 'shop')).toEqual([]);
});
