import { expect, test } from 'vitest';
import { cacheSku, databaseSku, databaseVersion, instanceSize, postgresStorage } from './sizes.ts';

test.each([
  [0.1, 128, { processors: 0.25, memory: 0.5, profile: 'Consumption' }],
  [1, 512, { processors: 1, memory: 2, profile: 'Consumption' }],
  [0.5, 3_000, { processors: 1.5, memory: 3, profile: 'Consumption' }],
  [4, 8_192, { processors: 4, memory: 8, profile: 'Consumption' }],
  [4, 12_288, { processors: 4, memory: 12, profile: 'D4' }],
  [2, 65_536, { processors: 2, memory: 64, profile: 'E8' }],
  [64, 600_000, { processors: 32, memory: 256, profile: 'E32' }],
])('%d processors and %d MiB are the smallest instance that holds both', (processors, mebibytes, size) => {
  expect(instanceSize(processors, mebibytes)).toEqual(size);
});

test('a machine is a word of the documents, or what Microsoft calls it', () => {
  const words = ['Large', 'MO_Standard_E4ds_v5', 'db.t4g.small', 'micro'];
  expect(words.map(word => databaseSku('postgres', word))).toEqual([
    'GP_Standard_D4ds_v5',
    'MO_Standard_E4ds_v5',
    'GP_Standard_D2ds_v5',
    'B_Standard_B1ms',
  ]);
  expect(databaseSku('mysql', 'large')).toBe('GP_Standard_D4ads_v5');
});

test('versions are those that Microsoft tells apart', () => {
  expect(['15.3', '16'].map(version => databaseVersion('postgres', version))).toEqual(['15', '16']);
  expect(['5.7.44', '8.0', '8.4.3'].map(version => databaseVersion('mysql', version))).toEqual([
    '5.7',
    '8.0.21',
    '8.4',
  ]);
});

test('storage and memory are the smallest that is sold', () => {
  expect([1, 50, 32_767, 99_999].map(postgresStorage)).toEqual([32_768, 65_536, 33_553_408, 33_553_408]);
  expect([256, 1_024, 2_048, 7_000, 9_999_999].map(cacheSku)).toEqual([
    'Balanced_B0',
    'Balanced_B1',
    'Balanced_B3',
    'Balanced_B10',
    'Balanced_B1000',
  ]);
});
