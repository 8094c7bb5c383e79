import { cpSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { realMachine } from '../src/deliver/machine/real/machine.ts';
import { readTable } from '../src/deliver/router/table-file.ts';
import { leftInstances } from '../src/deliver/supervisor/left-instances.ts';
import { ReleaseStore } from '../src/deliver/targets/process/releases.ts';
import { parseLock } from '../src/generate/workspace/lock-format.ts';
import { openStore } from '../src/store/store.ts';

/** State that version 1 of each format wrote, by a real run. It is read for ever: never change a file in there. */
const fixtures = fileURLToPath(new URL('fixtures/state-v1', import.meta.url));

test('the store of version 1 is read: history, and what it replaced; its journal is refused by name', () => {
  const copy = mkdtempSync(join(tmpdir(), 'state-'));
  cpSync(join(fixtures, 'state.db'), join(copy, 'state.db'));
  const store = openStore(join(copy, 'state.db'));
  const scope = { service: 'orders', environment: 'local' };
  expect(store.scopes()).toEqual([scope]);
  const history = store.history(scope, 10);
  expect(history.map(({ record }) => `${record.version} ${record.outcome}`)).toEqual([
    'v2 promoted',
    'v1 promoted',
  ]);
  expect(
    history.map(({ plan }) => plan.members.map(({ next, previous }) => [previous?.id, next.id])),
  ).toEqual(
    history.map(({ record }) => [
      [record.previous === null ? undefined : history[1]?.record.release, record.release],
    ]),
  );
  for (const { record } of history) expect(() => store.entries(record.id)).toThrow('journal-version');
  store.close();
});

test('router table, supervisor state, release and lock of version 1 are read', async () => {
  expect(readTable(join(fixtures, 'router.json'))).toMatchObject({
    schemaVersion: 1,
    service: 'orders',
    split: { dabbdf7697d2: 100 },
  });
  expect(await leftInstances(realMachine, fixtures)).toEqual([
    {
      id: '38ecccda45d0-1',
      release: '38ecccda45d0',
      group: '38ecccda45d0',
      host: '127.0.0.1',
      port: 21000,
      pid: 999999,
      ready: false,
      restarts: 2,
    },
  ]);
  const [id = ''] = readdirSync(join(fixtures, 'releases'));
  expect(await new ReleaseStore(realMachine, join(fixtures, 'releases')).get(id)).toMatchObject({
    id,
    service: 'orders',
    run: { command: ['node', 'server.js'] },
  });
  const file = join(fixtures, 'lock.json');
  expect(parseLock(readFileSync(file, 'utf8'), file).entries.length).toBeGreaterThan(0);
});
