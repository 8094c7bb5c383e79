import { expect, test } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { ordersProject } from '../../../../test/fixtures/orders.ts';
import type { Artifact } from '../../../generate/artifacts/shared/artifact.ts';
import type { Action } from '../../../generate/workspace/decide.ts';
import type { Plan } from '../../../generate/workspace/plan.ts';
import type { Scope } from '../../../generate/workspace/scope.ts';
import { noPins } from '../../../model/pins.ts';
import { plannedFindings } from './planned-findings.ts';

const right = '#!/usr/bin/env bash\nset -euo pipefail\ntrue\n';
const broken = '#!/usr/bin/env bash\nset -euo pipefail\nif true; then\n';

const script = (content: string): Artifact => ({
  family: 'scripts',
  path: 'setup.sh',
  kind: 'shell',
  content,
  mode: 0o755,
  ownership: 'managed',
  spans: [],
});

/** The findings about one script: as it is generated, as it lies there, and as it will be written. */
async function found(
  generated: string,
  file: { action: Action; disk: string; next?: string },
): Promise<readonly (readonly [string, string])[]> {
  const root = laidOut({ 'scripts/setup.sh': file.disk });
  const artifacts = [script(generated)];
  const scopes: Scope[] = [
    { family: 'scripts', output: 'scripts', inputs: { documents: [], options: {} }, artifacts },
  ];
  const { action, next } = file;
  const write = next === undefined ? {} : { write: { content: next, mode: 0o755 as const } };
  const plan: Plan = {
    lockBefore: '',
    files: [{ action, family: 'scripts', path: 'scripts/setup.sh', ...write }],
    lock: { entries: [] },
    lockChanged: false,
    baselines: new Map(),
    problems: [],
  };
  const loaded = {
    sourced: { project: ordersProject, origins: new Map() },
    problems: [],
    unused: [],
    documents: [],
    settings: { overrides: [] },
    pins: noPins,
  };
  const { problems } = await plannedFindings({ loaded, root, scopes, artifacts }, plan);
  return problems.filter(({ id }) => id === 'artifact-unparsable').map(({ id, severity }) => [id, severity]);
}

test('a generated file that does not parse is an error', async () => {
  expect(await found(broken, { action: 'created', disk: '' })).toEqual([['artifact-unparsable', 'error']]);
});

test('what a person broke is a warning: the edit is theirs', async () => {
  expect(await found(right, { action: 'kept', disk: broken })).toEqual([['artifact-unparsable', 'warning']]);
  expect(await found(right, { action: 'merged', disk: broken, next: `${broken}# x\n` })).toEqual([
    ['artifact-unparsable', 'warning'],
  ]);
});

test('what only the merge broke is an error, so that it is not written', async () => {
  expect(await found(right, { action: 'merged', disk: `${right}# mine\n`, next: broken })).toEqual([
    ['artifact-unparsable', 'error'],
  ]);
});

test('an edit that is right has no findings', async () => {
  expect(
    await found(right, { action: 'merged', disk: `${right}# mine\n`, next: `${right}# mine\n` }),
  ).toEqual([]);
});
