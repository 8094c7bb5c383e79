import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineCounter } from 'yaml';
import { ordersProject } from '../../../test/fixtures/orders.ts';
import { shopProject } from '../../../test/fixtures/shop.ts';
import { emit, folders } from '../artifacts/index.ts';
import type { Family } from '../artifacts/shared/artifact.ts';
import { readBlockYaml } from './block.ts';
import { parseDocuments } from './documents.ts';

type Path = readonly (string | number)[];

/** Each document as its value, and the lines of all that is in it. */
function library(text: string): unknown {
  const lines = new LineCounter();
  const { documents, errors } = parseDocuments(text, lines);
  if (errors.length > 0) return 'an error';
  return documents.map(document => {
    const value: unknown = document.toJS();
    const lineOf = (path: Path) => {
      const node = document.getIn(path, true) as { range: readonly number[] };
      return lines.linePos(node.range[0] ?? 0).line;
    };
    return { value, lines: pathsIn(value).map(path => [path.join(' '), lineOf(path)]) };
  });
}

const ours = (text: string): unknown =>
  readBlockYaml(text)?.map(({ value, lineOf }) => ({
    value,
    lines: pathsIn(value).map(path => [path.join(' '), lineOf(path)]),
  }));

function pathsIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap(key => {
    const inner = [...path, key];
    return [inner, ...pathsIn((value as Readonly<Record<string | number, unknown>>)[key], inner)];
  });
}

const generated = [ordersProject, shopProject]
  .flatMap(project => emit(project, Object.keys(folders) as Family[], {}))
  .filter(({ path, kind }) => /\.ya?ml$|^Kustomization$/.test(path) && !kind.startsWith('helm-'))
  .filter(({ content }) => /^[\w-]/m.test(content))
  // Written by hand and in flow style, not by the printer.
  .filter(({ path, kind }) => kind !== 'cloudformation' || !/^templates\/[\w-]+\.yaml$/.test(path));

test('every generated file that says something is read, each as the library reads it', () => {
  const read = generated.filter(({ content }) => readBlockYaml(content) !== undefined);
  for (const { path, content } of read) expect([path, ours(content)]).toEqual([path, library(content)]);
  expect(generated.filter(artifact => !read.includes(artifact)).map(({ path }) => path)).toEqual([]);
});

describe('what is left to the library', () => {
  test.each([
    'a: [1, 2]\n',
    'a: {b: 1}\n',
    'a: &x 1\nb: *x\n',
    'a: !!str 1\n',
    'a: >\n  folded\n',
    'a: |2\n   x\n',
    'a: 1.5e3\n',
    'a: .5\n',
    'a: +1.5\n',
    'a: 0x1f\n',
    'a: 017\n',
    'a: .inf\n',
    'a: NULL\n',
    'a: ~\n',
    'a: one\n  two\n',
    'a: 1\na: 2\n',
    'a: 1\n b: 2\n',
    'a:\n  b: 1\n c: 2\n',
    'a:\tb\n',
    'a: b\r\n',
    'a: "\\x41"\n',
    'a: "open\n',
    'a: b: c\n',
    '? a\n: b\n',
    '%YAML 1.2\n---\na: 1\n',
    'a: 1\n...\n',
    'a: @b\n',
    '<<: 1\n',
    'true: 1\n',
    '__proto__: 1\n',
    '- a\nb: 1\n',
    '',
    '# nothing\n',
    'only words\n',
  ])('%j', text => {
    expect(readBlockYaml(text)).toBeUndefined();
  });
});

/** Lines of what is usual and what is not, put together in any order and at any depth. */
const line = fc
  .tuple(
    fc.integer({ min: 0, max: 3 }).map(n => '  '.repeat(n)),
    fc.constantFrom(
      '',
      '- ',
      '- - ',
      'a: ',
      'b: ',
      '"c d": ',
      '- a: ',
      '- b: ',
      '# ',
      '---',
      ' ',
      "'e': ",
      'a:',
      '-',
    ),
    fc.constantFrom(
      '',
      'x',
      '1',
      '-1',
      '1.0',
      '"q \\" \\u00e9"',
      "'it''s'",
      '|',
      '|-',
      '[]',
      '{}',
      'true',
      'no',
      'null',
      'x # y',
      'x#y',
      'a: b',
      'http://a:80/x',
      '10Gi',
      '10.0.0.1',
      '1e3',
      '"x" y',
      '- x',
      'x:',
      '~',
      '-x',
      '1 2',
      '#',
      '  x  ',
      '2024-01-01',
      '0',
      '-0',
      '+1',
      '>',
      '*',
      '&a',
      '"a\\nb" # c',
      '$(x)',
      '.5',
    ),
  )
  .map(parts => parts.join(''));

test('of any text that it reads, the library reads the same', () => {
  let read = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), lines => {
      const text = `${lines.join('\n')}\n`;
      const values = ours(text);
      if (values === undefined) return;
      read += 1;
      expect(values).toEqual(library(text));
    }),
    { numRuns: 20_000 },
  );
  expect(read).toBeGreaterThan(100);
});

test('a generated file that was changed anywhere is read as the library reads it, or not at all', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...generated.map(({ content }) => content)),
      fc.nat(),
      fc.constantFrom(
        ' ',
        '',
        '\n',
        ':',
        '-',
        '#',
        '"',
        "'",
        '|',
        '&',
        '  ',
        '- ',
        ': ',
        '\n\n',
        '---\n',
        '~',
        '0',
      ),
      fc.nat({ max: 2 }),
      (content, where, more, fewer) => {
        const at = where % content.length;
        const text = content.slice(0, at) + more + content.slice(at + fewer);
        const values = ours(text);
        if (values !== undefined) expect(values).toEqual(library(text));
      },
    ),
    { numRuns: 1500 },
  );
});
