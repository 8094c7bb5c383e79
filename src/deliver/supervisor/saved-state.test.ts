import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseState } from './saved-state.ts';
import { newSupervisor } from './testing/rig.ts';

/** State that real supervisors of each version wrote. It is read for ever: never change a file in there. */
const fixture = (version: number) =>
  fileURLToPath(new URL(`../../../test/fixtures/state-v${version}/supervisor.json`, import.meta.url));
const parsed = (version: number) => parseState(readFileSync(fixture(version), 'utf8'), 'supervisor.json');

test('version 1 knew one group a release: it is named by the release', () => {
  const { token, groups, companions, hooks } = parsed(1);
  expect(token).toBe(3);
  expect(groups.map(({ spec, slots, stopAt }) => [spec.group, spec.release, slots.length, stopAt])).toEqual([
    ['38ecccda45d0', '38ecccda45d0', 1, 1_790_000_000_000],
  ]);
  expect(companions.map(({ name }) => name)).toEqual(['router']);
  expect(hooks).toEqual([]);
});

test('version 2 knows groups with a role, limits, hooks, who drives a deploy and what mends the table', () => {
  const { token, groups, hooks, oversight, mender } = parsed(2);
  expect(token).toBe(4);
  expect(groups.map(({ spec, stopAt }) => [spec.group, spec.release, spec.run.limits, stopAt])).toEqual([
    ['38ecccda45d0', '38ecccda45d0', { openFiles: 1024 }, 1_890_000_000_000],
    ['38ecccda45d0~baseline', '38ecccda45d0', { openFiles: 1024 }, undefined],
  ]);
  expect(hooks.map(({ id, log, outcome }) => [id, log, outcome?.code])).toEqual([
    ['d7/2', 'hooks/d7/migration.log', 0],
  ]);
  const recover = { argv: ['devops-flow', 'recover'], folder: '/srv/orders' };
  expect(oversight).toEqual({ driver: { pid: 999_999, startTime: '0:1' }, ...recover });
  expect(mender).toEqual(recover);
});

test('a hook that ended under an earlier supervisor is not run by this one', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sup-'));
  const { hooks } = parsed(2);
  writeFileSync(
    join(folder, 'supervisor.json'),
    JSON.stringify({ ...parsed(2), groups: [], companions: [], oversight: undefined, hooks }),
  );
  const { supervisor } = newSupervisor(folder);
  await supervisor.recover();
  const order = {
    id: 'd7/2',
    deploy: 'd7',
    name: 'migration',
    argv: ['touch', 'ran'],
    folder,
    environment: {},
    secrets: {},
    timeoutMs: 5_000,
  };
  expect(await supervisor.runHook(4, order)).toMatchObject({ ok: true, code: 0, tookMs: 74 });
  expect(() => readFileSync(join(folder, 'ran'))).toThrow('ENOENT');
});

test('a state of an unknown schema version is refused by name, and left as it is', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sup-'));
  const file = join(folder, 'supervisor.json');
  writeFileSync(file, '{"schemaVersion":9}');
  const { supervisor } = newSupervisor(folder);
  await expect(supervisor.recover()).rejects.toThrow('supervisor-version');
  expect(readFileSync(file, 'utf8')).toBe('{"schemaVersion":9}');
});

test('what is saved now is of version 2', async () => {
  const { supervisor, folder } = newSupervisor();
  await supervisor.announce(5);
  expect(JSON.parse(readFileSync(join(folder, 'supervisor.json'), 'utf8'))).toEqual({
    schemaVersion: 2,
    token: 5,
    groups: [],
    companions: [],
    hooks: [],
  });
});
