import { describe, expect, it } from 'vitest';
import { mergeFile } from './file.ts';

const steps = (...list: string[]) => `steps:\n${list.join('')}`;
const checkout = (depth: number) =>
  `  - uses: checkout\n    with:\n      depth: ${depth}\n      lfs: false\n      tags: false\n      clean: true\n`;
const scan = `  - uses: scan\n    with:\n      level: high\n`;
const install = `  - run: npm ci\n`;

describe('where the structure sees a conflict and the lines see a smaller one', () => {
  it('the lines decide: items without names are told apart by them alone', () => {
    const mine = (text: string) => text.replace('clean: true', 'clean: false');
    const generated = (text: string) => text.replace('depth: 1', 'depth: 2').replace('steps:\n', `$&${scan}`);
    const base = steps(checkout(1), install);
    expect(mergeFile('a.yaml', base, mine(base), generated(base))).toEqual({
      mine: mine(generated(base)),
      generated: mine(generated(base)),
      conflicts: [],
    });
  });

  it('the lines decide which part is in conflict', () => {
    const mine = (text: string) =>
      text.replace('depth: 1', 'depth: 9').replace('clean: true', 'clean: false');
    const base = steps(checkout(1), install);
    const theirs = steps(scan, checkout(2), install);
    const merge = mergeFile('a.yaml', base, mine(base), theirs);
    expect(merge.conflicts).toMatchObject([
      { lines: { from: 4, to: 4 }, ours: '      depth: 9', theirs: '      depth: 2' },
    ]);
    expect(merge.generated).toBe(theirs.replace('clean: true', 'clean: false'));
  });
});

describe('lines that fit together are not taken', () => {
  it('where they would have an item twice', () => {
    const list = (...names: string[]) => `on:\n${names.map(name => `  - name: ${name}\n`).join('')}`;
    const merge = mergeFile(
      'a.yaml',
      list('a', 'b', 'c', 'd', 'e'),
      list('e', 'a', 'b', 'c', 'd'),
      list('a', 'b', 'e', 'c', 'd'),
    );
    expect(merge.conflicts).toMatchObject([{ path: 'on' }]);
    expect(merge.mine).toBe(list('e', 'a', 'b', 'c', 'd'));
  });

  it('where two objects would have one name', () => {
    const object = (name: string) => `kind: A\nmetadata:\n  name: ${name}\ndata:\n  x: 1\n  y: 1\n`;
    const stream = (...names: string[]) => names.map(object).join('---\n');
    const merge = mergeFile(
      'a.yaml',
      stream('a', 'b'),
      stream('a', 'b', 'c').replace('y: 1', 'y: 2'),
      stream('c', 'b'),
    );
    expect(merge.conflicts.length).toBeGreaterThan(0);
    expect(merge.mine).toContain(object('a').replace('y: 1', 'y: 2'));
  });
});
