import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fill } from './template.ts';

const variables = new Map([
  ['A', '1'],
  ['E', ''],
]);

function filled(text: string): string {
  const said: string[] = [];
  const result = fill(text, {
    lookup: name => variables.get(name),
    unset: name => said.push(`unset ${name}`),
    required: (name, reason) => said.push(`required ${name} ${reason}`),
    used: () => undefined,
  });
  return [result ?? 'invalid', ...said].join(' | ');
}

// What the real program makes of these, version 5.6.1, was written down here.
describe('a text with variables', () => {
  it.each([
    ['${A}', '1'],
    ['$A-$A', '1-1'],
    ['a$', 'a$'],
    ['$1 $(x)', '$1 $(x)'],
    ['$$A $$$A', '$A $1'],
    ['${E:-d} ${E-d}', 'd '],
    ['${N:-${A}}', '1'],
    ['${N:-a}b}', 'ab}'],
    ['${N:-{"a":1}}', '{"a":1}'],
    ['${N:-a:-b} ${N-a?b}', 'a:-b a?b'],
    ['${N:-$$}', '$'],
    ['${E:+r} ${E+r} ${A:+r${A}} ${N+r}', ' r r1 '],
    ['${N}', ' | unset N'],
    ['$N_a', ' | unset N_a'],
    ['${A:-$N}', '1'],
    ['${N?}', ' | required N '],
    ['${E:?msg $A}', ' | required E msg 1'],
    ['${E?msg}', ''],
    ['${A', 'invalid'],
    ['${}', 'invalid'],
    ['${1}', 'invalid'],
    ['${A }', 'invalid'],
    ['${A.b}', 'invalid'],
    ['${N:=d}', 'invalid'],
  ])('%s', (text, expected) => expect(filled(text)).toBe(expected));

  it('does not nest without end', () => {
    expect(filled('${N:-'.repeat(32) + '}'.repeat(32))).toBe('');
    expect(filled('${N:-'.repeat(33) + '}'.repeat(33))).toBe('invalid');
  });

  it('without a dollar sign stays as it is', () => {
    const plain = fc.string({ unit: 'binary' }).filter(text => !text.includes('$'));
    fc.assert(fc.property(plain, text => filled(text) === text));
  });
});
