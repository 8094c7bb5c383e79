import { parse } from '@cdktn/hcl2json';
import { array, assert, asyncProperty, constantFrom, oneof, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plain, Traced } from '../../../model/traced.ts';
import { HclEntries, HclExpression, type HclObject, hclAligned, hclArguments } from './hcl.ts';

const printed = (object: HclObject) => hclArguments(object).map(plain).join('\n');

describe('values are printed as terraform fmt leaves them', () => {
  it('aligns neighbours that fit on a line each, and nothing across what does not', () => {
    const object = {
      name: 'orders',
      deletion_protection: true,
      zones: ['a', 'b'],
      vpc: { cidr: '10.0.0.0/16', tags: { a: 1, bcd: null }, single_nat_gateway: false },
      last: 2,
    };
    expect(printed(object)).toBe(
      [
        'name                = "orders"',
        'deletion_protection = true',
        'zones               = ["a", "b"]',
        '',
        'vpc = {',
        '  cidr = "10.0.0.0/16"',
        '  tags = {',
        '    a   = 1',
        '    bcd = null',
        '  }',
        '  single_nat_gateway = false',
        '}',
        '',
        'last = 2',
      ].join('\n'),
    );
  });

  it('writes lists of objects one below the other', () => {
    expect(printed({ mounts: [{ name: 'data' }, { name: 'more', path: '/x' }], none: [], nothing: {} })).toBe(
      [
        'mounts = [',
        '  {',
        '    name = "data"',
        '  },',
        '  {',
        '    name = "more"',
        '    path = "/x"',
        '  },',
        ']',
        '',
        'none    = []',
        'nothing = {}',
      ].join('\n'),
    );
  });

  it('sets lines that were written already, where something was taken out of them', () => {
    expect(hclAligned(['{', '  a    = 1', '  bc   = [', '  ]', '  def  = "x"', '  g = f(1)', '}'])).toEqual([
      '{',
      '  a = 1',
      '  bc   = [',
      '  ]',
      '  def = "x"',
      '  g   = f(1)',
      '}',
    ]);
  });

  it('leaves our own expressions as they are, and remembers the fields of everything else', () => {
    const [line] = hclArguments({ name: new Traced('orders', ['service.name']) });
    expect(line).toEqual(new Traced('name = "orders"', ['service.name']));
    expect(printed({ type: new HclExpression('map(string)') })).toBe('type = map(string)');
  });

  it('refuses a name of an argument that is none', () => {
    expect(() => hclArguments({ 'a b': 1 })).toThrow('"a b" is no name of an argument');
  });
});

/** What a document may hold; HCL brings every text into normal form C. */
const text = string({ unit: 'grapheme', maxLength: 40 }).map(value => value.normalize('NFC'));
const hostile = oneof(
  text,
  constantFrom(
    '${var.x}',
    '%{ if true }',
    '$${x}',
    '$$${x}',
    '%%{x}',
    '$',
    '%',
    '"',
    '\\',
    '\n',
    '${',
    'EOT',
  ),
);
const anyText = array(hostile, { maxLength: 4 }).map(parts => parts.join('').normalize('NFC'));

describe('any text of a document is read back as that text', () => {
  it('as a value, in a list, and as a key', async () => {
    await assert(
      asyncProperty(anyText, anyText, async (value, key) => {
        const source = printed({ value, list: [value, value], map: new HclEntries([[key, value]]) });
        const read = (await parse('x.tfvars', `${source}\n`)) as Record<string, unknown>;
        expect(unescaped(read)).toEqual({ value, list: [value, value], map: { [key]: value } });
      }),
      { numRuns: 300 },
    );
  });
});

/** The parser gives back what is a template as it was written: escapes of `${` and `%{` stay. */
function unescaped(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll(/([$%])\1\{/g, '$1{');
  if (Array.isArray(value)) return value.map(unescaped);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [unescaped(key) as string, unescaped(item)]),
  );
}
