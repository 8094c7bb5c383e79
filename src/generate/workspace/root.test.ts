import { mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { locate } from './root.ts';
import { emptyFolder, put } from './testing/project.ts';

describe('the project that an output folder belongs to', () => {
  it.each(['.devops-flow/lock.json', 'devops-flow.yaml', '.git/HEAD'])(
    'is the nearest folder at or above the working folder that has %s',
    marker => {
      const root = realpathSync(emptyFolder());
      put(root, marker, '');
      mkdirSync(join(root, 'a/b'), { recursive: true });
      expect(locate(join(root, 'a/b'), 'k8s')).toEqual({ root, output: 'a/b/k8s' });
      expect(locate(join(root, 'a'), '..')).toEqual({ root, output: '.' });
    },
  );

  it('is the working folder itself when there is no such folder', () => {
    const root = realpathSync(emptyFolder());
    expect(locate(root, 'out/')).toEqual({ root, output: 'out' });
    expect(locate(root, '.')).toEqual({ root, output: '.' });
  });

  it('is the output folder itself when that lies outside of it, whether it exists or not', () => {
    const [root, outside] = [realpathSync(emptyFolder()), realpathSync(emptyFolder())];
    expect(locate(root, outside)).toEqual({ root: outside, output: '.' });
    expect(locate(root, join(outside, 'new/k8s'))).toEqual({ root: join(outside, 'new/k8s'), output: '.' });
  });

  it('is none when that is a file outside of it, or lies below one', () => {
    const [root, outside] = [realpathSync(emptyFolder()), realpathSync(emptyFolder())];
    put(outside, 'notes', '');
    for (const output of [join(outside, 'notes'), join(outside, 'notes/k8s/new')])
      expect(() => locate(root, output)).toThrow(`${outside}/notes is not a folder`);
  });

  it('is found through links above it, while a link inside of it is left for the plan to refuse', () => {
    const [root, outside] = [realpathSync(emptyFolder()), realpathSync(emptyFolder())];
    symlinkSync(root, join(outside, 'way'));
    symlinkSync(outside, join(root, 'linked'));
    expect(locate(root, join(outside, 'way/k8s'))).toEqual({ root, output: 'k8s' });
    expect(locate(root, 'linked/k8s')).toEqual({ root, output: 'linked/k8s' });
  });

  it('is the folder with a devops-flow.yaml, from above as from within', () => {
    const root = realpathSync(emptyFolder());
    mkdirSync(join(root, '.git'));
    mkdirSync(join(root, 'shop'));
    writeFileSync(join(root, 'shop', 'devops-flow.yaml'), 'name: shop\n');
    const shop = { root: join(root, 'shop'), output: '.' };
    expect(locate(root, 'shop', 'shop')).toEqual(shop);
    expect(locate(join(root, 'shop'), '.', '.')).toEqual(shop);
    expect(locate(root, 'other', 'other')).toEqual({ root, output: 'other' });
  });
});
