import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mapLines } from './line-map.ts';

const lines = (text: string) => (text === '' ? [] : text.split(' '));
const shown = (before: string, after: string) =>
  mapLines(lines(before), lines(after)).map(origin =>
    origin.state === 'new' ? 'new' : `${origin.state === 'changed' ? '~' : ''}${origin.line}`,
  );

const middle = (letter: string) => Array.from({ length: 3000 }, (_, i) => `${letter}${i}`);

describe('each line of an edited text', () => {
  it.each([
    ['a b c', 'a b c', ['1', '2', '3']],
    ['a b c', 'x a b c', ['new', '1', '2', '3']],
    ['a b c', 'a b c x y', ['1', '2', '3', 'new', 'new']],
    ['a b c', 'a c', ['1', '3']],
    ['a b c', 'a x c', ['1', '~2', '3']],
    ['a b c d', 'a x y d', ['1', '~2', '~3', '4']],
    ['a b c', 'a x y c', ['1', 'new', 'new', '3']],
    ['a b c d e f', 'a x b c y z e f', ['1', 'new', '2', '3', 'new', 'new', '5', '6']],
    ['', 'a b', ['new', 'new']],
    ['a b', '', []],
    ['a a a', 'a a', ['1', '2']],
  ])('%j -> %j comes from %j', (before, after, expected) => {
    expect(shown(before, after)).toEqual(expected);
  });

  it('is either new or points at a line that exists, in order, and equal where it says so', () => {
    const text = array(constantFrom('a', 'b', 'c', 'd'), { maxLength: 30 });
    assert(
      property(text, text, (before, after) => {
        const origins = mapLines(before, after);
        expect(origins).toHaveLength(after.length);
        let last = 0;
        for (const [i, origin] of origins.entries()) {
          if (origin.state === 'new') continue;
          expect(origin.line).toBeGreaterThan(last);
          expect(origin.line).toBeLessThanOrEqual(before.length);
          if (origin.state === 'same') expect(after[i]).toBe(before[origin.line - 1]);
          last = origin.line;
        }
      }),
    );
  });

  it('of two huge texts is not compared, but told apart where both begin and end alike', () => {
    const origins = mapLines(['head', ...middle('a'), 'x', 'foot'], ['head', ...middle('b'), 'foot']);
    expect(origins[0]).toEqual({ state: 'same', line: 1 });
    expect(origins.at(-1)).toEqual({ state: 'same', line: 3003 });
    expect(origins[1]).toEqual({ state: 'new' });
  });
});
