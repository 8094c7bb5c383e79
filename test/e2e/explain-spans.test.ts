import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { type LoadedProject, loadProject } from '../../src/app/generate/documents/load.ts';
import { mapLines } from '../../src/app/generate/line-map.ts';
import type { Place } from '../../src/errors/problem.ts';
import { emit } from '../../src/generate/artifacts/index.ts';
import type { Artifact, Family, Span } from '../../src/generate/artifacts/shared/artifact.ts';

/**
 * What `explain FILE:LINE` says is true: for every span of every file that is generated for examples/orders, the very
 * token that it names is changed in a copy of the document, and that line must change.
 */

const families: readonly Family[] = ['docker', 'kubernetes', 'scripts', 'pipelines', 'tests'];
const example = fileURLToPath(new URL('../../examples/orders/docs', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'spans-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Other legal values for fields that have few; any other text gets its last number raised, or an "x". */
const alternatives: readonly (readonly [RegExp, Readonly<Record<string, readonly string[]>>])[] = [
  [/\.strategy$/, { 'Blue-Green': ['Rolling'], Manual: ['Rolling'] }],
  [/\.approval$/, { Manual: ['Rolling'], 'Blue-Green': ['Manual'] }],
  [/\.language$/, { node: ['python'] }],
  [/\.(required|sensitive)$/, { true: ['false'], false: ['true'] }],
  // One token says the name, the method and the path.
  [
    /\.endpoints\.[^.]+\.(?:name|method)$/,
    {
      'POST /orders': ['PUT /orders', 'POST /other'],
      'GET /orders/{id}': ['HEAD /orders/{id}', 'GET /other/{id}'],
    },
  ],
  // A script is required for environments that exist.
  [/\.scripts\..+\.environments\.\d+$/, { Staging: ['Local'], Production: ['Development'] }],
  // Some lines show the registry alone, some the rest.
  [
    /\.image\.repository$/,
    { 'registry.example.com/orders': ['registry.example.com/shop', 'registry.example.org/orders'] },
  ],
];

/** Fields that are there whatever the document says: without it their lines are the same, by a default. */
const alsoDefaults: ReadonlySet<string> = new Set(['service.environments.local.name']);

function otherValues(field: string, token: string): readonly string[] {
  for (const [pattern, words] of alternatives) {
    const others = words[token.replaceAll(/^["']|["']$/g, '')];
    if (pattern.test(field) && others !== undefined) return others;
  }
  const number = /^(.*?)(\d+)(\D*)$/.exec(token);
  if (number) return [`${number[1]}${Number(number[2]) + 1}${number[3]}`];
  return [token.endsWith('"') ? `${token.slice(0, -1)}x"` : `${token}x`];
}

async function load(): Promise<{ loaded: LoadedProject; artifacts: Artifact[] }> {
  const loaded = await loadProject({ folder });
  return { loaded, artifacts: emit(loaded.sourced.project, families, { pipelineType: 'github-actions' }) };
}

function tokenAt(text: string, at: Place): string {
  const line = text.split('\n')[at.line - 1] ?? '';
  return line.slice(at.column - 1, at.column - 1 + (at.length ?? 0));
}

function withToken(text: string, at: Place, token: string): string {
  const lines = text.split('\n');
  const line = lines[at.line - 1] ?? '';
  lines[at.line - 1] = line.slice(0, at.column - 1) + token + line.slice(at.column - 1 + (at.length ?? 0));
  return lines.join('\n');
}

const textOf = ({ content }: Artifact, { from, to }: Span) =>
  content
    .split('\n')
    .slice(from - 1, to)
    .join('\n');

/** Spans of the fields whose lines read as before: the same span of the same field, or, where that is gone, anywhere. */
function untouched(before: Artifact, after: Artifact | undefined, fields: ReadonlySet<string>): Span[] {
  if (!after) return [];
  const kept = new Set(
    mapLines(before.content.split('\n'), after.content.split('\n')).flatMap(origin =>
      origin.state === 'same' ? [origin.line] : [],
    ),
  );
  return before.spans.filter(span => {
    if (!fields.has(span.field)) return false;
    const nth = before.spans.filter(({ field }) => field === span.field).indexOf(span);
    const now = after.spans.filter(({ field }) => field === span.field)[nth];
    return now ? textOf(after, now) === textOf(before, span) : kept.has(span.from) && kept.has(span.to);
  });
}

cpSync(example, join(folder, 'docs'), { recursive: true });
const { loaded, artifacts } = await load();

const tokens = new Map<string, { at: Place; fields: Set<string> }>();
for (const { spans } of artifacts)
  for (const { field } of spans) {
    const origin = loaded.sourced.origins.get(field);
    if (origin?.from !== 'document') continue;
    const key = `${origin.at.file.slice(folder.length + 1)}:${origin.at.line}:${origin.at.column}`;
    const token = tokens.get(key) ?? { at: origin.at, fields: new Set() };
    token.fields.add(field);
    tokens.set(key, token);
  }

describe('every span', () => {
  it('names a field of the project', () => {
    const unknown = artifacts.flatMap(({ path, spans }) =>
      spans
        .filter(({ field }) => !loaded.sourced.origins.has(field))
        .map(({ from, field }) => `${path}:${from} ${field}`),
    );
    expect(unknown).toEqual([]);
  });

  it('lies within its file', () => {
    for (const { content, spans } of artifacts)
      for (const { from, to } of spans) {
        expect(from).toBeGreaterThan(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThan(content.split('\n').length);
      }
  });

  it('is tried: there are many of them, in every family', () => {
    expect(new Set(artifacts.filter(({ spans }) => spans.length > 0).map(({ family }) => family)).size).toBe(
      5,
    );
    expect(tokens.size).toBeGreaterThan(30);
  });
});

describe('when a token of a document is changed, each line that shows it changes', () => {
  it.each([...tokens])('%s', async (_, { at, fields }) => {
    const text = readFileSync(at.file, 'utf8');
    const [field = ''] = fields;
    const left = new Map(artifacts.map(artifact => [artifact, untouched(artifact, artifact, fields)]));
    try {
      for (const token of otherValues(field, tokenAt(text, at))) {
        writeFileSync(at.file, withToken(text, at, token));
        const changed = await load();
        for (const before of artifacts) {
          const after = changed.artifacts.find(
            ({ family, path }) => family === before.family && path === before.path,
          );
          const still = untouched(before, after, fields).filter(
            span => !(alsoDefaults.has(span.field) && isDefault(changed.loaded, span.field)),
          );
          left.set(before, left.get(before)?.filter(span => still.includes(span)) ?? []);
        }
      }
    } finally {
      writeFileSync(at.file, text);
    }
    expect(
      [...left].flatMap(([{ path }, spans]) => spans.map(span => `${path}:${span.from} ${span.field}`)),
    ).toEqual([]);
  });
});

const isDefault = (project: LoadedProject, field: string) =>
  project.sourced.origins.get(field)?.from === 'default';
