import { expect, test } from 'vitest';
import { cores, mebibytes } from './quantities.ts';

test('quantities of Kubernetes are numbers of MiB and of processors', () => {
  expect(['512Mi', '4Gi', '1Ti', '2048Ki', '1048576'].map(mebibytes)).toEqual([512, 4_096, 1_048_576, 2, 1]);
  expect(['250m', '2', '0.5'].map(cores)).toEqual([0.25, 2, 0.5]);
});
