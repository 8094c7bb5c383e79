import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeFile } from './file.ts';
import { edit, edited } from './testing/edits.ts';
import { samples } from './testing/samples.ts';

/** A failing run is repeated with the seed in its title. */
const seed = Number(process.env['DEVOPS_FLOW_SEED'] ?? Date.now() % 2 ** 31);

const base = `spec:
  replicas: 2
  revisionHistoryLimit: 10
  env:
    - name: A
      value: "1"
    - name: B
      value: "2"
`;
const clean = (ours: string, theirs: string) => {
  const { mine, generated, conflicts } = mergeFile('a.yaml', base, ours, theirs);
  expect(conflicts).toEqual([]);
  expect(generated).toBe(mine);
  return mine;
};
const scaled = (text: string) => text.replace('2', '3');

describe('a line of the user beside one that the generator changed is kept byte for byte', () => {
  it.each([
    ['blanks before a comment', 'revisionHistoryLimit: 5      # aligned   here'],
    ['blanks before a value', 'revisionHistoryLimit:    5'],
    ['doubled blanks in brackets', 'annotations: { name: MINE,   value:  q }'],
    ['blanks at the end of the line', 'revisionHistoryLimit: 5  '],
    ['quotes nobody needs', `revisionHistoryLimit: !!int '5'`],
  ])('with %s', (_, line) => {
    const ours = base.replace('revisionHistoryLimit: 10', line);
    expect(clean(ours, scaled(base))).toBe(scaled(ours));
  });

  it('among other lines with a layout of their own', () => {
    const ours = base
      .replace('  replicas: 2', '  replicas:             2   # two')
      .replace('revisionHistoryLimit: 10', 'revisionHistoryLimit: 5    # five')
      .replace('  env:', "  paused:               'no'   # not now\n  env:");
    expect(clean(ours, scaled(base))).toBe(scaled(ours));
  });

  it('with Windows line endings and without a last one', () => {
    const ours = base.replace('10', '5   # five').replaceAll('\n', '\r\n').slice(0, -2);
    expect(clean(ours, scaled(base))).toBe(scaled(ours));
  });

  it('with a comment behind a key, above what the generator put first', () => {
    const ours = base.replace('env:', 'env:   # a  list').replace('10', '11');
    const first = (text: string) => text.replace('    - name: A', '    - name: FIRST\n      value: "0"\n$&');
    expect(clean(ours, first(scaled(base)))).toBe(first(scaled(ours)));
  });

  it('when it is an item of a list, in brackets', () => {
    const ours = base.replace(/- name: B\n.*\n/, '- { name: MINE,   value: "2" }\n');
    expect(clean(ours, base.replace('"1"', '"9"'))).toBe(ours.replace('"1"', '"9"'));
  });
});

describe('a line that both sides changed', () => {
  it('keeps the blanks of the user around the new value', () => {
    const ours = base.replace('  replicas: 2', '  replicas:    2   # two');
    expect(clean(ours, scaled(base))).toBe(scaled(ours));
  });
});

/** What is deleted or replaced may make the line before it a part of another value. */
const additions = fc.array(
  edit.filter(({ what }) => what !== 'delete' && what !== 'replace'),
  { minLength: 1, maxLength: 3 },
);

const countOf = (text: string, line: string) => text.split('\n').filter(other => other === line).length;

it(`blanks before a comment stay where the generator left the line, whatever else is merged (seed ${seed})`, {
  timeout: 900_000,
}, () => {
  const files = fc.constantFrom(...samples.filter(({ path }) => path.endsWith('.yaml')));
  let merged = 0;
  fc.assert(
    fc.property(files, additions, additions, fc.nat(60), ({ path, text }, mine, generated, place) => {
      const theirs = edited(path, text, generated, 'new');
      const lines = edited(path, text, mine, 'mine').split('\n');
      const at = place % lines.length;
      const line = lines[at] ?? '';
      lines[at] = `${line}     # at   ${at}`;
      const { mine: result, conflicts } = mergeFile(path, text, lines.join('\n'), theirs);
      const isTheirs = countOf(theirs, line) < countOf(text, line);
      // What stands behind a `---` is set apart when the documents are printed.
      if (!isTheirs && line !== '---') expect(result.split('\n')).toContain(lines[at]);
      if (conflicts.length === 0) merged++;
    }),
    { numRuns: 500, seed },
  );
  expect(merged).toBeGreaterThan(50);
});
