import { describe, expect, it } from 'vitest';
import { token } from '../../../../model/token.ts';
import { words } from './words.ts';

const read = (text: string) => words(token('a', 1, 1, text))?.map(word => `${word.text} @${word.at.column}`);

describe('the words of a command', () => {
  it.each([
    ['a  b', ['a @1', 'b @4']],
    ['echo "hello world" $HOME', ['echo @1', 'hello world @6', '$HOME @20']],
    ["sh -c 'a && b'", ['sh @1', '-c @4', 'a && b @7']],
    ['a\\ b "c\\"d" "e\\f"', ['a b @1', 'c"d @6', 'e\\f @13']],
    ["--x='y z'", ['--x=y z @1']],
    ["''", [' @1']],
    ['', []],
    ['"open', undefined],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));
});
