import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { plain, Traced } from '../../../model/traced.ts';
import { Noted, YamlEntries, type YamlNode, yamlLines } from './yaml.ts';

const print = (node: YamlNode) => `${yamlLines(node).map(plain).join('\n')}\n`;

describe('the YAML printer', () => {
  test('prints mappings, lists and lists of mappings in block style', () => {
    expect(print({ name: 'orders', ports: [{ name: 'http', port: 80 }, [1, 2]], none: [], empty: {} })).toBe(
      [
        'name: orders',
        'ports:',
        '  - name: http',
        '    port: 80',
        '  - - 1',
        '    - 2',
        'none: []',
        'empty: {}',
        '',
      ].join('\n'),
    );
  });

  test.each([
    ['yes', '"yes"'],
    ['Off', '"Off"'],
    ['y', '"y"'],
    ['null', '"null"'],
    ['22', '"22"'],
    ['1.0.0', '"1.0.0"'],
    ['1e3', '"1e3"'],
    ['0x1f', '"0x1f"'],
    ['12:30:45', '"12:30:45"'],
    ['2026-08-21', '"2026-08-21"'],
    ['', '""'],
    ['~', '"~"'],
    ['<<', '"<<"'],
    ['a: b', '"a: b"'],
    ['a #b', '"a #b"'],
    ['- a', '"- a"'],
    ['*alias', '"*alias"'],
    ['line\u0085break', '"line\\u0085break"'],
    ['250m', '250m'],
    ['256Mi', '256Mi'],
    ['/health/live', '/health/live'],
    ['registry.example.com/orders:1.0.0', 'registry.example.com/orders:1.0.0'],
    ['${{ github.sha }}', '${{ github.sha }}'],
  ])('writes the string %j as %s', (value, shown) => {
    expect(print({ key: value })).toBe(`key: ${shown}\n`);
  });

  test('writes a text of several lines as a literal block and keeps its final line break', () => {
    expect(print({ run: 'set -e\n\nmake\n', message: 'a\n  b' })).toBe(
      'run: |\n  set -e\n\n  make\nmessage: |-\n  a\n    b\n',
    );
  });

  test('puts comments above and beside, and never lets a comment end early', () => {
    const step = new Noted({ uses: new Noted('a/b@c', { beside: 'v1\nevil: true' }) }, { above: ['why'] });
    expect(print({ steps: [step] })).toBe('steps:\n  # why\n  - uses: a/b@c # v1 evil: true\n');
  });

  test('knows on which line each field stands, for keys and for values', () => {
    const lines = yamlLines({
      data: new YamlEntries([[new Traced('LOG', ['name']), new Traced('info', ['default'])]]),
      list: [new Traced(1, ['one'])],
    });
    expect(lines.map(line => (line instanceof Traced ? line.fields : []))).toEqual([
      [],
      ['name', 'default'],
      [],
      ['one'],
    ]);
  });

  test('whatever it prints means the same in YAML 1.1 and 1.2', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.string({
        unit: fc.constantFrom('a', ' ', '\n', '\t', ':', '#', '-', '0', '1', '.', 'e', '"', "'", '\r'),
      }),
      fc.constantFrom(
        'yes',
        'no',
        'on',
        'NULL',
        '.inf',
        '1_000',
        '0b1',
        '1:20',
        '=',
        '---',
        '...',
        '%TAG',
        '&a',
      ),
    );
    const { tree } = fc.letrec<{ tree: YamlNode }>(tie => ({
      tree: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        text,
        fc.boolean(),
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).map(n => (Object.is(n, -0) ? 0 : n)),
        fc.constant(null),
        fc.array(tie('tree'), { maxLength: 4 }),
        fc
          .array(fc.tuple(text, tie('tree')), { maxLength: 4 })
          .map(pairs => Object.fromEntries(pairs) as YamlNode),
      ),
    }));
    fc.assert(
      fc.property(tree, node => {
        for (const version of ['1.1', '1.2'] as const) {
          expect(parse(print(node), { version, merge: false })).toEqual(node);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test('a key of two thousand characters is still one key', () => {
    const key = 'k '.repeat(1000) + 'k';
    expect(parse(print({ [key]: { a: 1 } }))).toEqual({ [key]: { a: 1 } });
  });
});
