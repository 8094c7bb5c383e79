import { expect, test } from 'vitest';
import { cacheVersion, databaseTier, databaseVersion, instanceSize } from './sizes.ts';

test.each([
  [0.25, 128, { processors: 1, memory: 512 }],
  [1, 1_000.5, { processors: 1, memory: 1_001 }],
  [1, 6_000, { processors: 2, memory: 6_000 }],
  [3, 512, { processors: 4, memory: 2_048 }],
  [16, 64_000, { processors: 8, memory: 32_768 }],
])('%d processors and %d MiB are the smallest instance that holds both', (processors, mebibytes, size) => {
  expect(instanceSize(processors, mebibytes)).toEqual(size);
});

test('a machine is a word of the documents, or what Google calls it', () => {
  expect(['Large', 'db-perf-optimized-N-8', 'db-n1-standard-2', 'db.t4g.small'].map(databaseTier)).toEqual([
    'db-custom-4-16384',
    'db-perf-optimized-N-8',
    'db-n1-standard-2',
    'db-custom-2-8192',
  ]);
});

test('versions are those that Google tells apart', () => {
  expect([databaseVersion('postgres', '15.3'), databaseVersion('mysql', '8.0.36')]).toEqual([
    'POSTGRES_15',
    'MYSQL_8_0',
  ]);
  expect(['7.2', '7.0', '7', '6.2', '5', '9'].map(cacheVersion)).toEqual([
    'REDIS_7_2',
    'REDIS_7_0',
    'REDIS_7_2',
    'REDIS_6_X',
    'REDIS_5_0',
    'REDIS_7_2',
  ]);
});
