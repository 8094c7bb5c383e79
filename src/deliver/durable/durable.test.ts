import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Disk, realDisk } from './disk.ts';
import { DurableText } from './durable-text.ts';
import { saveDurably } from './save-durably.ts';

const newFolder = () => mkdtempSync(join(tmpdir(), 'durable-'));

/** The real disk, and the order in which it was asked. */
function told(folder: string, broken: Partial<Disk> = {}): { disk: Disk; acts: string[] } {
  const acts: string[] = [];
  const disk = { ...realDisk, ...broken };
  const say =
    (name: keyof Disk) =>
    (...paths: string[]) => {
      const shown = (name === 'write' ? paths.slice(0, 1) : paths).map(path => path.replace(folder, '.'));
      acts.push([name, ...shown].join(' '));
      return (disk[name] as (...paths: string[]) => Promise<never>)(...paths);
    };
  return {
    acts,
    disk: {
      read: say('read'),
      write: say('write'),
      sync: say('sync'),
      rename: say('rename'),
      syncFolder: say('syncFolder'),
      remove: say('remove'),
    },
  };
}

test('a text is written beside, flushed, renamed, and the folder flushed, in this order', async () => {
  const folder = newFolder();
  const { disk, acts } = told(folder);
  await saveDurably(disk, join(folder, 'state'), 'one');
  expect(acts).toEqual([
    'write ./state.new',
    'sync ./state.new',
    'rename ./state.new ./state',
    'syncFolder .',
  ]);
  expect(readFileSync(join(folder, 'state'), 'utf8')).toBe('one');
  expect(statSync(join(folder, 'state')).mode & 0o777).toBe(0o600);
});

test('a text that cannot be flushed leaves the one before, and nothing beside it', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'state'), 'before');
  const { disk } = told(folder, { sync: () => Promise.reject(new Error('EIO')) });
  await expect(saveDurably(disk, join(folder, 'state'), 'after')).rejects.toThrow('EIO');
  expect(readdirSync(folder)).toEqual(['state']);
  expect(readFileSync(join(folder, 'state'), 'utf8')).toBe('before');
});

test('who asks while a text is written shares the next writing, which has what was true last', async () => {
  const folder = newFolder();
  const { disk, acts } = told(folder);
  let count = 0;
  const text = new DurableText(disk, join(folder, 'state'), () => String(count));
  const saved: Promise<void>[] = [];
  for (count = 1; count <= 50; count += 1) {
    saved.push(text.save());
    if (count === 10) await new Promise(resolve => setImmediate(resolve));
  }
  await Promise.all(saved);
  expect(readFileSync(join(folder, 'state'), 'utf8')).toBe('51');
  expect(acts.filter(act => act.startsWith('rename'))).toHaveLength(2);
});

test('a writing that failed is told to those who asked for it, and the next one is made all the same', async () => {
  const folder = newFolder();
  let full = true;
  const { disk } = told(folder, {
    write: (path, content) => (full ? Promise.reject(new Error('ENOSPC')) : realDisk.write(path, content)),
  });
  const text = new DurableText(disk, join(folder, 'state'), () => 'now');
  await expect(text.save()).rejects.toThrow('ENOSPC');
  full = false;
  await text.save();
  expect(await realDisk.read(join(folder, 'state'))).toBe('now');
});

test('a file that is not there reads as undefined, one that cannot be read is an error', async () => {
  const folder = newFolder();
  expect(await realDisk.read(join(folder, 'none'))).toBeUndefined();
  await expect(realDisk.read(folder)).rejects.toThrow('EISDIR');
});
