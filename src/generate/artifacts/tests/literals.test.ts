import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type LiteralLanguage, lineComment, literal } from './literals.ts';

describe('a text as a literal', () => {
  const hostile = 'a"b\'c\\d#{e}$f`g\nh\u0000\u202E😀';

  test.each<[LiteralLanguage, string]>([
    ['javascript', '"a\\"b\'c\\\\d#{e}$f`g\\u000Ah\\u0000\\u202E😀"'],
    ['python', '"a\\"b\'c\\\\d#{e}$f`g\\u000Ah\\u0000\\u202E😀"'],
    ['go', '"a\\"b\'c\\\\d#{e}$f`g\\u000Ah\\u0000\\u202E😀"'],
    ['java', '"a\\"b\'c\\\\d#{e}$f`g\\012h\\000\\u202E😀"'],
    ['ruby', '"a\\"b\'c\\\\d\\#{e}$f`g\\u{A}h\\u{0}\\u{202E}😀"'],
    ['php', '"a\\"b\'c\\\\d#{e}\\$f`g\\u{A}h\\u{0}\\u{202E}😀"'],
    ['csharp', '"a\\"b\'c\\\\d#{e}$f`g\\u000Ah\\u0000\\u202E😀"'],
    ['rust', '"a\\"b\'c\\\\d#{e}$f`g\\u{A}h\\u{0}\\u{202E}😀"'],
  ])('has no way out of its quotes (%s)', (language, expected) => {
    expect(literal(language, hostile)).toBe(expected);
  });

  test('is easy to read where it is JSON', () => {
    const json = '{"item":"tea"}';
    expect(literal('javascript', json)).toBe(`'${json}'`);
    expect(literal('go', json)).toBe(`\`${json}\``);
    expect(literal('rust', json)).toBe(`r#"${json}"#`);
    expect(literal('rust', '"#')).toBe('"\\"#"');
    expect(literal('java', json)).toBe('"{\\"item\\":\\"tea\\"}"');
  });

  test('means that very text to JavaScript, whatever it is; half a character is no text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(runInNewContext(String(literal('javascript', text)))).toBe(text);
      }),
    );
    expect(literal('javascript', 'a\uD800b')).toBe('"a\uFFFDb"');
  });
});

test('a comment ends with its line', () => {
  expect(lineComment('//', 'a\nb\u2028c\u202Ed')).toBe('// a b c d');
});
