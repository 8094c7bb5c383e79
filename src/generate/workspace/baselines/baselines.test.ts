import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../sha256.ts';
import { emptyFolder, put } from '../testing/project.ts';
import { Baselines } from './baselines.ts';
import { digestsIn, printPack, textsIn } from './pack.ts';
import { removeSuperfluous, repacked } from './repack.ts';

const keyed = (...texts: readonly string[]) => new Map(texts.map(text => [sha256(text), text]));
const digests = (...texts: readonly string[]) => new Set(keyed(...texts).keys());
const odd = ['', 'a', 'a\n', 'a\r\n\n  b', '\n\n', '1 2\n', `${'f'.repeat(64)} 1\nx`];

describe('a pack', () => {
  it('has each text as it was, and says which before them', () => {
    const { content } = printPack(keyed(...odd));
    expect([...textsIn(content).values()]).toEqual(odd);
    expect(digestsIn(content)).toEqual([...digests(...odd)]);
  });

  it('has no line in common with another, so that git takes neither for the other', () => {
    const lines = (...texts: string[]) => printPack(keyed(...texts)).content.split('\n');
    expect(lines('a\nb\n', 'c').filter(line => lines('a\nb\n').includes(line))).toEqual([]);
    expect(lines('a\nb\n')[2]).toBe(`${sha256(sha256('a\nb\n')).slice(0, 8)} a`);
  });

  it.each([
    ['of nothing', '', []],
    ['of another text', 'a\nb\n', []],
    [
      'that counts more texts than it has',
      printPack(keyed('a')).content.replace(' 1\n', ' 999999999\n'),
      ['a'],
    ],
    ['one of whose texts was changed', printPack(keyed('a', 'b')).content.replace(/b$/, 'x'), ['a']],
  ])('%s has what is sound of it', (_, content, texts) => {
    expect([...textsIn(content).values()]).toEqual(texts);
  });
});

/** Puts packs into the folder as a write does, and drops what it makes superfluous. */
function keep(root: string, needed: ReadonlySet<string>, fresh: ReadonlyMap<string, string>): string[] {
  const packs = [...repacked(new Baselines(root), needed, fresh)];
  for (const { name, content } of packs) put(root, `.devops-flow/baselines/${name}`, content);
  removeSuperfluous(root, needed);
  return packs.map(({ name }) => name);
}

const names = (root: string) => readdirSync(join(root, '.devops-flow/baselines'));
const kept = (root: string) => new Set(new Baselines(root).digests());

describe('the baselines of a project', () => {
  it('are kept once each, and what no lock needs any more goes', () => {
    const root = emptyFolder();
    expect(keep(root, digests('a', 'b', 'c'), keyed('a', 'b', 'c'))).toHaveLength(1);
    expect(keep(root, digests('a', 'b', 'c'), keyed('a', 'b', 'c'))).toEqual([]);
    const [next] = keep(root, digests('a', 'c', 'd'), keyed('d'));
    expect(names(root)).toEqual([next]);
    expect(kept(root)).toEqual(digests('a', 'c', 'd'));
    keep(root, digests('c'), new Map());
    expect(kept(root)).toEqual(digests('c'));
    expect(new Baselines(root).read(sha256('c'))).toBe('c');
  });

  it('of many files are in several packs, and a change of one text leaves the others', () => {
    const root = emptyFolder();
    const texts = Array.from({ length: 100 }, (_, n) => `text ${n}`);
    expect(keep(root, digests(...texts), keyed(...texts))).toHaveLength(4);
    const before = names(root);
    const next = texts.with(50, 'another');
    keep(root, digests(...next), keyed('another'));
    expect(names(root).filter(name => !before.includes(name))).toHaveLength(1);
    expect(names(root).filter(name => before.includes(name))).toHaveLength(3);
    expect(next.map(text => new Baselines(root).read(sha256(text)))).toEqual(next);
  });

  it('of two branches, where both packs are there after the merge, become one set again', () => {
    const [root, ours, theirs] = [emptyFolder(), emptyFolder(), emptyFolder()];
    keep(ours, digests('a', 'b', 'ours'), keyed('a', 'b', 'ours'));
    keep(theirs, digests('a', 'b', 'theirs'), keyed('a', 'b', 'theirs'));
    for (const branch of [ours, theirs])
      for (const name of names(branch))
        put(
          root,
          `.devops-flow/baselines/${name}`,
          readFileSync(join(branch, '.devops-flow/baselines', name), 'utf8'),
        );
    const needed = digests('a', 'b', 'ours', 'theirs');
    expect(kept(root)).toEqual(needed);
    keep(root, needed, new Map());
    expect([...new Baselines(root).files.values()].flat().toSorted()).toEqual([...needed].toSorted());
  });

  it('that older versions kept, a file each, are read and go with the last need of them', () => {
    const root = emptyFolder();
    put(root, `.devops-flow/baselines/${sha256('a\nb\n')}`, 'a\nb\n');
    const mark = sha256('c\n').slice(0, 8);
    put(root, `.devops-flow/baselines/${sha256('c\n')}`, `${mark} c\n${mark} `);
    put(root, `.devops-flow/baselines/${sha256('d')}`, 'not d');
    const { read } = { read: (text: string) => new Baselines(root).read(sha256(text)) };
    expect(['a\nb\n', 'c\n', 'd'].map(read)).toEqual(['a\nb\n', 'c\n', undefined]);
    expect(keep(root, digests('c\n', 'new'), keyed('new'))).toHaveLength(1);
    expect(kept(root)).toEqual(digests('c\n', 'new'));
  });
});
