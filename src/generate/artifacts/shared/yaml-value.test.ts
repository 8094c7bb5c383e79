import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { Traced } from '../../../model/traced.ts';
import { yamlValue } from './testing/yaml-value.ts';
import { Noted, Raw, Slot, YamlEntries, type YamlNode, YamlText, yamlLines } from './yaml.ts';

const parsed = (text: string) => parseAllDocuments(text).map(document => document.toJS() as unknown);
const printed = (node: YamlNode) =>
  yamlLines(node)
    .map(line => (line instanceof Traced ? line.value : line))
    .join('\n');

const scalar = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom(
    '',
    'true',
    'no',
    '~',
    '1',
    '1.0',
    '0x1f',
    '2024-01-01',
    ' a ',
    'a: b',
    '- a',
    '# a',
    'a\nb\n',
    '\n',
  ),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(fc.string(), fc.constantFrom('a', 'b', '1', 'true', '__proto__', 'a: b', '- a'));
const { node } = fc.letrec<{ node: YamlNode }>(tie => ({
  node: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    scalar.map(value => (value === null ? null : new Traced(value, ['service.port']))),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(key, tie('node'), { maxKeys: 3, noNullPrototype: true }),
    fc.array(fc.tuple(key, tie('node')), { maxLength: 3 }).map(entries => new YamlEntries(entries)),
    fc.array(fc.string(), { maxLength: 3 }).map(lines => new YamlText(lines)),
    tie('node').map(inner => new Noted(inner, { above: ['what it is for'], beside: 'why' })),
    fc.option(tie('node'), { nil: undefined }).map(inner => new Slot(['replicas'], inner)),
  ),
}));

describe('what a node means', () => {
  test('is what the library reads in its text', () => {
    let compared = 0;
    fc.assert(
      fc.property(node, tree => {
        const found = yamlValue(tree);
        if (found) expect([found.value]).toEqual(parsed(printed(tree)));
        compared += found ? 1 : 0;
      }),
      { numRuns: 2000 },
    );
    expect(compared).toBeGreaterThan(1500);
  });

  test.each<[string, YamlNode]>([
    ['a piece of a template', { a: new Raw(lead => [lead]) }],
    [
      'a key that stands there twice',
      [
        new YamlEntries([
          ['a', 1],
          ['a', 2],
        ]),
      ],
    ],
  ])('is left to the text for %s', (_, tree) => {
    expect(yamlValue(tree)).toBeUndefined();
  });
});

test('a comment is no line of the text above it', () => {
  const tree = [[new YamlText(['echo'])], [new Noted(null, { above: ['what it is for'] })]];
  expect(parsed(printed(tree))).toEqual([[['echo\n'], [null]]]);
});
