import { expect, test } from 'vitest';
import { artifactErrors } from './artifacts.ts';
import { commandErrors } from './commands.ts';
import { composeErrors } from './compose.ts';
import { deliveryErrors } from './delivery.ts';
import { detectErrors } from './detect.ts';
import { documentErrors } from './documents.ts';
import { environmentErrors } from './environments.ts';
import { gitMergeErrors } from './git-merges.ts';
import { catalogue } from './index.ts';
import { nativeErrors } from './native.ts';
import { processErrors } from './processes.ts';
import { resolvingErrors } from './resolving.ts';
import { scoreErrors } from './score.ts';
import { stateErrors } from './state.ts';
import { taskErrors } from './tasks.ts';
import { thresholdErrors } from './thresholds.ts';
import { workspaceErrors } from './workspace.ts';

test('an id stands for one error only: no part of the catalogue hides an entry of another', () => {
  const parts = [
    artifactErrors,
    commandErrors,
    composeErrors,
    deliveryErrors,
    detectErrors,
    environmentErrors,
    gitMergeErrors,
    documentErrors,
    nativeErrors,
    processErrors,
    resolvingErrors,
    scoreErrors,
    stateErrors,
    taskErrors,
    thresholdErrors,
    workspaceErrors,
  ];
  const ids = parts.flatMap(part => Object.keys(part));
  expect(ids.length).toBe(new Set(ids).size);
  expect(Object.keys(catalogue).sort()).toEqual(ids.sort());
});

test('ids are lower-case words with hyphens, or those of the scanner that asks for the same', () => {
  const known = /^(?:[a-z]+(?:-[a-z0-9]+)*|DL\d{4}|DS-\d{4}|KSV-\d{4}|CKV_[A-Z0-9]+_\d+)$/;
  expect(Object.keys(catalogue).filter(id => !known.test(id))).toEqual([]);
});
