import { describe, expect, it } from 'vitest';
import { diff } from './diff.ts';
import { withMarkers, withoutMarkers } from './markers.ts';
import { mergeText } from './text.ts';

const lines = (...texts: (string | number)[]) => texts.map(text => `${text}\n`).join('');
const base = lines(1, 2, 3, 4, 5);

describe('lines that both sides changed', () => {
  it.each([
    [
      'in different places',
      lines('mine', 2, 3, 4, 5),
      lines(1, 2, 3, 4, 'new'),
      lines('mine', 2, 3, 4, 'new'),
    ],
    [
      'with one line between them',
      lines('mine', 2, 3, 4, 5),
      lines(1, 2, 'new', 4, 5),
      lines('mine', 2, 'new', 4, 5),
    ],
    [
      'in the same way',
      lines(1, 'same', 3, 4, 5),
      lines(1, 'same', 3, 4, 'new'),
      lines(1, 'same', 3, 4, 'new'),
    ],
    ['by removing and adding', lines(2, 3, 4, 5), lines(1, 2, 3, 4, 5, 6), lines(2, 3, 4, 5, 6)],
  ])('%s both hold', (_, ours, theirs, expected) => {
    expect(mergeText(base, ours, theirs)).toEqual({ mine: expected, generated: expected, conflicts: [] });
  });

  it.each([
    ['the same line', lines(1, 'mine', 3, 4, 5), lines(1, 'new', 3, 4, 5), { from: 2, to: 2 }],
    [
      'neighbouring lines, as for git',
      lines(1, 'mine', 3, 4, 5),
      lines(1, 2, 'new', 4, 5),
      { from: 2, to: 3 },
    ],
    [
      'additions in the same place',
      lines(1, 'mine', 2, 3, 4, 5),
      lines(1, 'new', 2, 3, 4, 5),
      { from: 2, to: 2 },
    ],
    [
      'a removal of what the other side changed',
      lines(1, 3, 4, 5),
      lines(1, 'new', 3, 4, 5),
      { from: 2, to: 1 },
    ],
  ])('%s are a conflict', (_, ours, theirs, where) => {
    const { mine, generated, conflicts } = mergeText(base, ours, theirs);
    expect([mine, generated]).toEqual([ours, theirs]);
    expect(conflicts.map(conflict => conflict.lines)).toEqual([where]);
  });

  it('are in conflict only as far as they differ', () => {
    const ours = lines(1, 'both', 'mine', 'too', 5);
    const theirs = lines(1, 'both', 'new', 'too', 5);
    expect(mergeText(base, ours, theirs).conflicts).toEqual([
      { lines: { from: 3, to: 3 }, base: '2\n3\n4', ours: 'mine', theirs: 'new' },
    ]);
  });

  it('both hold in a text of very many lines', () => {
    const long = Array.from({ length: 200_000 }, (_, i) => `${i}\n`).join('');
    const { mine, conflicts } = mergeText(long, `first\n${long}`, `${long}last\n`);
    expect([mine === `first\n${long}last\n`, conflicts]).toEqual([true, []]);
  });
});

describe('line endings', () => {
  const windows = (text: string) => text.replaceAll('\n', '\r\n');

  it('of the user stay, also on new lines', () => {
    const merge = mergeText(base, windows(lines('mine', 2, 3, 4, 5)), lines(1, 2, 3, 4, 5, 'new'));
    expect(merge.mine).toBe(windows(lines('mine', 2, 3, 4, 5, 'new')));
    const mixed = '1\r\n2\nmine\r\n3\n4\n5\n';
    expect(mergeText(base, mixed, lines(1, 2, 3, 4, 'new')).mine).toBe('1\r\n2\nmine\r\n3\n4\nnew\n');
  });

  it('that the generator changed are changed, except where the user did', () => {
    const ours = lines(1, 2, 3, 4, 'mine');
    expect(mergeText(base, ours, windows(base)).mine).toBe(windows(ours));
  });

  it('that are missing at the end stay missing, or come, on the side that changed it', () => {
    expect(mergeText(base, base.slice(0, -1), lines('new', 2, 3, 4, 5)).mine).toBe('new\n2\n3\n4\n5');
    expect(mergeText(base, lines('mine', 2, 3, 4, 5), base.slice(0, -1)).mine).toBe('mine\n2\n3\n4\n5');
    expect(mergeText('', 'mine', 'mine\nnew').conflicts).toHaveLength(1);
  });

  it('do not matter to a carriage return within a line, a byte order mark or a NUL', () => {
    const ours = '\ufeff1\n2\rx\u0000\n3\n4\n5\n';
    expect(mergeText(base, ours, lines(1, 2, 3, 4, 'new')).mine).toBe('\ufeff1\n2\rx\u0000\n3\n4\nnew\n');
  });
});

describe('markers', () => {
  const merge = mergeText(base, lines(1, 'mine', 3, 4, 5), lines(1, 'new', 3, 4, 'end'));

  it('show both sides, and each side can be had back', () => {
    const marked = withMarkers(merge);
    expect(marked).toBe(
      lines(1, '<<<<<<< yours', 'mine', '=======', 'new', '>>>>>>> generated', 3, 4, 'end'),
    );
    expect(withoutMarkers(marked, 'mine')).toBe(lines(1, 'mine', 3, 4, 'end'));
    expect(withoutMarkers(marked, 'generated')).toBe(lines(1, 'new', 3, 4, 'end'));
  });

  it.each([
    lines('<<<<<<< yours', 'a', '>>>>>>> generated'),
    lines('<<<<<<< yours', 'a', '=======', 'b'),
    lines('<<<<<<< yours', 'a', '=======', 'b', '=======', 'c', '>>>>>>> generated'),
    lines('>>>>>>> generated'),
  ])('that cannot be told apart are not guessed at: %j', text => {
    expect(withoutMarkers(text, 'mine')).toBeUndefined();
  });

  it('leave a line that only looks like the one in the middle', () => {
    expect(withoutMarkers(lines('Heading', '======='), 'mine')).toBe(lines('Heading', '======='));
  });
});

describe('a comparison', () => {
  it('anchors at lines that are unique, so that a moved block does not tear others apart', () => {
    expect(diff(['a', '}', 'b', '}'], ['b', '}', 'a', '}'])).toEqual([
      { before: { from: 0, to: 2 }, after: { from: 0, to: 0 } },
      { before: { from: 3, to: 3 }, after: { from: 1, to: 3 } },
    ]);
  });

  it('of repeated lines is the shortest one', () => {
    expect(diff(['x', 'y', 'x', 'y'], ['y', 'x', 'y', 'x'])).toHaveLength(2);
  });

  const many = 100_000;
  const count = (line: (i: number) => unknown) => Array.from({ length: many }, (_, i) => String(line(i)));

  // Each of these takes a comparison that is quadratic minutes, and the test would not end in time.
  it.each([
    ['nothing in common', count(i => `a${i}`), count(i => `b${i}`)],
    ['the same two lines in other orders', count(i => i % 2), count(i => (i % 3 === 0 ? 1 : 0))],
    ['every line twice, in reverse', count(i => i % (many / 2)), count(i => (many - i) % (many / 2))],
    ['unique lines in reverse', count(i => i), count(i => many - i)],
    ['few lines, many times, shuffled', count(i => (i * 7919) % 13), count(i => (i * 104_729) % 17)],
  ])('of long texts ends soon: %s', (_, before, after) => {
    const hunks = diff(before, after);
    let at = 0;
    const rebuilt = hunks.flatMap(hunk => {
      const kept = before.slice(at, hunk.before.from);
      at = hunk.before.to;
      return [...kept, ...after.slice(hunk.after.from, hunk.after.to)];
    });
    expect([...rebuilt, ...before.slice(at)]).toEqual(after);
  });
});
