import { expect, test } from 'vitest';
import { changeField } from '../../../../test/fixtures/change-field.ts';
import { ordersWith } from '../../../../test/fixtures/orders.ts';
import { alone, searchService, shopService } from '../../../../test/fixtures/shop.ts';
import type { Language, Project } from '../../../model/service.ts';
import type { Span } from '../shared/artifact.ts';
import { tests } from './index.ts';

interface File {
  readonly lines: readonly string[];
  readonly spans: readonly Span[];
}
type Files = ReadonlyMap<string, File>;

const filesOf = (project: Project): Files =>
  new Map(
    tests.emit(project, {}).map(({ path, content, spans }) => [path, { lines: content.split('\n'), spans }]),
  );

/** What is wrong with the spans of a project, from its files before and after a change of each field that they show. */
function faultsOf(
  project: Project,
  judge: (field: string, before: Files, after: Files) => readonly string[],
) {
  const before = filesOf(project);
  const fields = new Set([...before.values()].flatMap(({ spans }) => spans.map(({ field }) => field)));
  expect(fields.size).toBeGreaterThan(2);
  return [...fields].flatMap(field => judge(field, before, filesOf(changeField(project, field))));
}

test.each<Language>(['node', 'python', 'go', 'java', 'ruby', 'php', 'dotnet', 'rust'])(
  'tests change in the very lines that show a field (%s)',
  language => {
    const wrong = faultsOf(ordersWith({ language }), (field, before, after) =>
      [...before].flatMap(([path, { lines, spans }]) =>
        spans
          .filter(span => span.field === field)
          .filter(({ from, to }) => {
            const shown = (all: readonly string[] = []) => all.slice(from - 1, to).join('\n');
            return shown(lines) === shown(after.get(path)?.lines);
          })
          .map(({ from }) => `${path}:${from} ${field}`),
      ),
    );
    expect(wrong).toEqual([]);
  },
);

test.each([
  ['all that tests know', ordersWith({})],
  ['a service with all that a container can be given', alone(shopService)],
  ['an image that others build', alone(searchService)],
])('a line of tests that a field changes has a span for it (%s)', (_, project) => {
  const missing = faultsOf(project, (field, before, after) =>
    [...before].flatMap(([path, { lines, spans }]) => {
      const changed = after.get(path)?.lines ?? [];
      // Where it changes how many lines there are, no line has its like.
      if (lines.length !== changed.length) return [];
      const shows = (line: number) =>
        spans.some(span => span.field === field && span.from <= line && line <= span.to);
      return lines.flatMap((line, i) =>
        line === changed[i] || shows(i + 1) ? [] : [`${path}:${i + 1} ${field}: ${line}`],
      );
    }),
  );
  expect(missing).toEqual([]);
});
