import { existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { identify } from '../../deliver/control/processes.ts';
import { takeOldLayout } from './old-layout.ts';
import { placeOf } from './place.ts';

/** A project whose state an older version left; `pid` is a process of its service. */
function older(pid: number) {
  const project = mkdtempSync(join(tmpdir(), 'older-'));
  const environment = join(project, '.devops-flow', 'environments', 'local');
  mkdirSync(join(environment, 'volumes', 'data'), { recursive: true });
  writeFileSync(join(environment, 'volumes', 'data', 'orders.db'), 'forty orders');
  const process = identify(pid) ?? { pid, startTime: '1' };
  const state = { schemaVersion: 1, token: 3, groups: [{ slots: [{ process }] }], companions: [] };
  writeFileSync(join(environment, 'supervisor.json'), JSON.stringify(state));
  return { environment, place: placeOf(project, 'local', 'shop') };
}

/** Larger than any pid that Linux gives. */
const nobody = 2 ** 30;

test('the data of an older version is moved to its service once nothing runs there, and only once', () => {
  const { environment, place } = older(nobody);
  takeOldLayout(place);
  takeOldLayout(place);
  expect(readFileSync(join(place.volumes, 'data', 'orders.db'), 'utf8')).toBe('forty orders');
  expect(existsSync(join(environment, 'supervisor.json'))).toBe(false);
});

test('while something of it runs, nothing is moved, and it is said what ends it', () => {
  const { environment, place } = older(process.pid);
  expect(() => takeOldLayout(place)).toThrow('what an older devops-flow started for local still runs');
  expect(existsSync(join(environment, 'volumes', 'data', 'orders.db'))).toBe(true);
});
