import { chmodSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { RunSpec } from '../../engine/ports.ts';
import { realMachine } from '../../machine/real/machine.ts';
import { ReleaseStore } from './releases.ts';

const run: RunSpec = {
  command: ['node', 'server.js'],
  environment: {},
  requiredVariables: [],
  optionalVariables: [],
  volumes: [],
  readyPath: '/ready',
  livePath: '/live',
  probeTimeoutMs: 1000,
  readyTimeoutMs: 1000,
  graceMs: 1000,
};

function world(): { source: string; store: ReleaseStore; folder: string } {
  const root = mkdtempSync(join(tmpdir(), 'releases-'));
  const source = join(root, 'app');
  mkdirSync(join(source, 'lib'), { recursive: true });
  writeFileSync(join(source, 'server.js'), 'v1');
  writeFileSync(join(source, 'lib', 'a.js'), 'a');
  return {
    source,
    folder: join(root, 'releases'),
    store: new ReleaseStore(realMachine, join(root, 'releases')),
  };
}

test('a release is a copy: what happens to the folder afterwards does not reach it', async () => {
  const { source, store } = world();
  const release = await store.add(source, 'orders', 'v1', run);
  writeFileSync(join(source, 'server.js'), 'v2');
  expect(readFileSync(join(store.tree(release.id), 'server.js'), 'utf8')).toBe('v1');
  expect(await store.get(release.id)).toEqual(release);
});

test('the same content gives the same release; another byte, mode, path or way to run gives another', async () => {
  const { source, store } = world();
  const first = await store.add(source, 'orders', 'v1', run);
  expect((await store.add(source, 'orders', 'v1', run)).id).toBe(first.id);
  const seen = [first.id];
  seen.push((await store.add(source, 'orders', 'v1', { ...run, graceMs: 1 })).id);
  chmodSync(join(source, 'server.js'), 0o755);
  seen.push((await store.add(source, 'orders', 'v1', run)).id);
  writeFileSync(join(source, 'lib', 'b.js'), '');
  seen.push((await store.add(source, 'orders', 'v1', run)).id);
  writeFileSync(join(source, 'server.js'), 'v2');
  seen.push((await store.add(source, 'orders', 'v1', run)).id);
  expect(new Set(seen).size).toBe(5);
});

test('version control and our own state are no part of a release', async () => {
  const { source, store } = world();
  const bare = await store.add(source, 'orders', 'v1', run);
  for (const folder of ['.git', '.devops-flow']) {
    mkdirSync(join(source, folder));
    writeFileSync(join(source, folder, 'x'), String(Math.random()));
  }
  expect((await store.add(source, 'orders', 'v1', run)).id).toBe(bare.id);
});

test('a stored copy that somebody has changed is refused, not run', async () => {
  const { source, store } = world();
  const release = await store.add(source, 'orders', 'v1', run);
  writeFileSync(join(store.tree(release.id), 'server.js'), 'evil');
  await expect(store.add(source, 'orders', 'v1', run)).rejects.toThrow('release-changed');
});

test('a link inside is copied as a link, one that leads out is refused', async () => {
  const { source, store } = world();
  symlinkSync('lib/a.js', join(source, 'inside'));
  const release = await store.add(source, 'orders', 'v1', run);
  expect(readFileSync(join(store.tree(release.id), 'inside'), 'utf8')).toBe('a');
  symlinkSync('/etc/passwd', join(source, 'outside'));
  await expect(store.add(source, 'orders', 'v1', run)).rejects.toThrow('source-odd-file');
});

test('a folder that is not there, and a release that is not stored, are named', async () => {
  const { store } = world();
  await expect(store.add('/no/such/folder', 'orders', 'v1', run)).rejects.toThrow('source-missing');
  await expect(store.get('abc')).rejects.toThrow('release-missing: release abc is not stored any more');
});
