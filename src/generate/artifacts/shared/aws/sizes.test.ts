import { expect, test } from 'vitest';
import { cacheNode, functionMemory, logRetention, taskSize } from './sizes.ts';

test.each([
  [0.25, 512, { cpu: 256, memory: 512 }],
  [0.25, 1_536, { cpu: 256, memory: 2_048 }],
  [0.25, 2_049, { cpu: 512, memory: 3_072 }],
  [0.5, 256, { cpu: 512, memory: 1_024 }],
  [2, 4_096, { cpu: 2_048, memory: 4_096 }],
  [2, 512, { cpu: 2_048, memory: 4_096 }],
  [3, 9_000, { cpu: 4_096, memory: 9_216 }],
  [16, 200_000, { cpu: 16_384, memory: 122_880 }],
])(
  '%d processors and %d MiB are the smallest task of Fargate that holds both',
  (processors, mebibytes, size) => {
    expect(taskSize(processors, mebibytes)).toEqual(size);
  },
);

test.each([
  [256, 'cache.t4g.micro'],
  [1_024, 'cache.t4g.small'],
  [1_403, 'cache.t4g.medium'],
  [13_000, 'cache.r7g.large'],
  [9_000_000, 'cache.r7g.16xlarge'],
])('a cache of %d MiB is %s', (mebibytes, node) => {
  expect(cacheNode(mebibytes)).toBe(node);
});

test.each([
  [0.25, 256, 443],
  [0.05, 64, 128],
  [1, 3_000, 3_000],
  [16, 4_096, 10_240],
])('a function with %d processors and %d MiB has %d MiB', (processors, mebibytes, memory) => {
  expect(functionMemory(processors, mebibytes)).toBe(memory);
});

test('logs are kept no shorter than asked for, by the numbers that CloudWatch takes', () => {
  expect([1, 2, 30, 31, 366, 9_999].map(logRetention)).toEqual([1, 3, 30, 60, 400, 3_653]);
});
