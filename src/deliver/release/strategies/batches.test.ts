import { expect, test } from 'vitest';
import { batchesOf } from './batches.ts';

const roll = (
  maxSurge: number | string,
  maxUnavailable: number | string,
  replicas: number,
  previous = replicas,
) =>
  batchesOf({ maxSurge, maxUnavailable }, { replicas, previousReplicas: previous }).map(
    batch => `${batch.next}+${batch.previous}`,
  );

test('one further instance at a time; the last one that is started gives all traffic to the new version', () => {
  expect(roll(1, 0, 4)).toEqual(['1+3', '2+2', '3+1']);
  expect(roll('1', '0', 4)).toEqual(['1+3', '2+2', '3+1']);
});

test('shares are rounded up for the surge and down for what may be missing', () => {
  expect(roll('25%', '25%', 5)).toEqual(['2+2']);
  expect(roll('25%', 0, 2)).toEqual(['1+1']);
  expect(roll('100%', 0, 4)).toEqual([]);
});

test('without room for a further instance one goes first', () => {
  expect(roll(0, 1, 3)).toEqual(['0+2', '1+1', '2+0']);
  expect(roll(0, 0, 2)).toEqual(['0+1', '1+0']);
});

test('a single instance is never taken away before another has the traffic', () => {
  expect(roll(1, 0, 1)).toEqual([]);
  expect(roll(0, 1, 1)).toEqual([]);
});

test('from few instances to many and from many to few', () => {
  expect(roll(1, 0, 4, 1)).toEqual([]);
  expect(roll(1, 0, 2, 5)).toEqual(['0+2', '1+1']);
});

test('words that are no number are none', () => {
  expect(roll('all', 'none', 2)).toEqual(['0+1', '1+0']);
});
