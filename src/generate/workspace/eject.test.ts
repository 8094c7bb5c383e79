import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Baselines } from './baselines/baselines.ts';
import { eject } from './eject.ts';
import { emptyFolder, filesOf, put, scope } from './testing/project.ts';
import { readLock, write } from './workspace.ts';
import { recover } from './write/apply.ts';

const both = [scope('k8s', { a: 'a\n' }, 'kubernetes'), scope('scripts', { b: 'b\n', c: 'c\n' })];
const files = { 'k8s/a': 'a\n', 'scripts/b': 'mine\n', 'scripts/c': 'c\n' };

async function project(): Promise<string> {
  const root = emptyFolder();
  await write(root, both);
  put(root, 'scripts/b', 'mine\n');
  return root;
}

const families = (root: string) => readLock(root).entries.map(({ family }) => family);
const baselines = (root: string) => [...new Baselines(root).digests()].length;

describe('eject', () => {
  it('forgets the chosen entries with their baselines, and touches no file', async () => {
    const root = await project();
    expect(baselines(root)).toBe(3);
    const ejected = await eject(root, ({ family }) => family === 'scripts');
    expect(ejected.map(({ output, files: own }) => [output, [...own.keys()]])).toEqual([
      ['scripts', ['b', 'c']],
    ]);
    expect(families(root)).toEqual(['kubernetes']);
    expect(baselines(root)).toBe(1);
    expect(filesOf(root)).toEqual(files);
  });

  it('of everything leaves nothing of devops-flow behind', async () => {
    const root = await project();
    await eject(root, () => true);
    expect(existsSync(join(root, '.devops-flow'))).toBe(false);
    expect(filesOf(root)).toEqual(files);
  });

  it('keeps what others have in the state folder', async () => {
    const root = await project();
    put(root, '.devops-flow/state.db', 'x');
    await eject(root, () => true);
    expect(readdirSync(join(root, '.devops-flow'))).toEqual(['.gitattributes', '.gitignore', 'state.db']);
  });

  it('of nothing changes nothing', async () => {
    const root = await project();
    expect(await eject(root, () => false)).toEqual([]);
    expect(families(root)).toEqual(['kubernetes', 'scripts']);
  });

  it('cut off at any step leaves the old lock or the new one, and every file', async () => {
    let steps = 0;
    await eject(
      await project(),
      ({ family }) => family === 'scripts',
      () => steps++,
    );
    expect(steps).toBeGreaterThan(5);
    const seen = new Set<string>();
    for (let cut = 1; cut <= steps; cut++) {
      const root = await project();
      let at = 0;
      const stop = () => {
        if (++at === cut) throw new Error('cut off');
      };
      await expect(eject(root, ({ family }) => family === 'scripts', stop)).rejects.toThrow('cut off');
      await recover(root);
      expect(filesOf(root)).toEqual(files);
      seen.add(families(root).join());
      await eject(root, ({ family }) => family === 'scripts');
      expect(families(root)).toEqual(['kubernetes']);
    }
    expect(seen).toEqual(new Set(['kubernetes,scripts', 'kubernetes']));
  });
});
