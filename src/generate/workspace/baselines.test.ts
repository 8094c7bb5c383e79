import { expect, it } from 'vitest';
import { parseBaseline, printBaseline } from './baselines.ts';
import { sha256 } from './sha256.ts';

it.each(['', 'a', 'a\n', 'a\r\n\n  b', '\n\n'])('the baseline %j is what it was', text => {
  expect(parseBaseline(printBaseline(text, sha256(text)), sha256(text))).toBe(text);
});

it('two baselines have no line in common, so that git takes neither for the other', () => {
  const lines = (text: string) => printBaseline(text, sha256(text)).split('\n');
  expect(lines('a\nb\n').filter(line => lines('a\nc\n').includes(line))).toEqual([]);
  expect(lines('a\nb\n')[1]).toBe(`${sha256('a\nb\n').slice(0, 8)} b`);
});

it('a baseline that was kept as it is, as older versions did, is read', () => {
  expect(parseBaseline('a\nb\n', sha256('a\nb\n'))).toBe('a\nb\n');
});

it('a baseline that is another text is none', () => {
  expect(parseBaseline(printBaseline('a\n', sha256('a\n')), sha256('b\n'))).toBeUndefined();
  expect(parseBaseline(printBaseline('a\n', sha256('a\n')).replace('a', 'x'), sha256('a\n'))).toBeUndefined();
});
