import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readScore } from '../../../src/generate/documents/score/index.ts';
import { readTasks } from '../../../src/generate/documents/tasks/index.ts';
import { readThresholds } from '../../../src/generate/documents/thresholds/index.ts';

const scores = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.yaml'))
  .map(name => readFileSync(join(import.meta.dirname, name), 'utf8'));

const tasks = `# TASKS-01: Delivery
<h2>TASKS.01.18.01: Objective</h2>
**Status**: Completed (2026-01-15)
- [x] **TASKS-01.1**: Image (evidence: \`logs/1.txt\`)
  1. [ ] T004 Push
     - Evidence: run 7
| ID | Task | Status | Evidence |
|----|------|--------|----------|
| TASKS-01.2 | Test | IN_PROGRESS | - |
\`\`\`markdown
@spec: SPEC-01
\`\`\`
`;
const registry = `# PRD-02
| Key | Value | Unit |
|-----|-------|------|
| \`perf.api.p95\` | 200 | ms |
- **limit.batch.size** = 100
\`\`\`yaml
thresholds:
  perf: { db: { value: 30, unit: s } }
  retry.max: 3  # count
  pool: ["@threshold: PRD.02.pool.max"]  # 100
\`\`\`
`;

const pieces = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(
    '\n',
    '\r\n',
    '  ',
    '- ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    '"',
    '&a ',
    '*a',
    '<<: ',
    '|\n',
    '>-\n',
    '#',
    '---\n',
  ),
  fc.constantFrom(
    '${',
    '}',
    '$$',
    '${resources.',
    '${metadata.name}',
    '\\.',
    '@threshold: ',
    '[x] ',
    '| a | b |\n',
    '__proto__',
  ),
);

/** A document with a few pieces cut out, put in and doubled. */
const damaged = (documents: readonly string[]) =>
  fc
    .tuple(
      fc.constantFrom(...documents),
      fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.array(pieces, { maxLength: 3 })), { maxLength: 4 }),
    )
    .map(([text, edits]) =>
      edits.reduce((text, [seed, length, put]) => {
        const at = seed % (text.length + 1);
        return text.slice(0, at) + put.join('') + text.slice(at + length);
      }, text),
    );

const linesOf = (text: string) => text.split(/\r\n|\r|\n/).length;

it('a damaged Score file is read without throwing; facts have places, and problems say what to do', () => {
  fc.assert(
    fc.property(damaged(scores), text => {
      const { facts, problems, unused } = readScore({ kind: 'score', file: 'score.yaml', text });
      for (const { at } of [...facts, ...unused]) expect(at.line).toBeLessThanOrEqual(linesOf(text));
      for (const { at, why, fix } of problems)
        expect([at?.file, why !== '', fix !== '']).toEqual(['score.yaml', true, true]);
    }),
    { numRuns: 2000 },
  );
});

it('a damaged TASKS document is read without throwing, and each task has a name, a title and a state', () => {
  fc.assert(
    fc.property(damaged([tasks]), text => {
      const { facts, problems } = readTasks({ kind: 'tasks', file: 'TASKS-01.md', text });
      const count = (field: string) => facts.filter(({ path }) => path[3] === field).length;
      expect([count('title'), count('done')]).toEqual([count('name'), count('name')]);
      for (const { at } of facts) expect(at.line).toBeLessThanOrEqual(linesOf(text));
      expect(problems.every(({ why, fix }) => why !== '' && fix !== '')).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('a damaged registry of thresholds is read without throwing, in Markdown and in YAML', () => {
  fc.assert(
    fc.property(
      damaged([registry, 'id: PRD-02\nthresholds:\n  a: { b: 1 } # ms\n']),
      fc.boolean(),
      (text, isYaml) => {
        const file = isYaml ? 'PRD-02.yaml' : 'PRD-02.md';
        const { values, problems } = readThresholds({ file, text });
        for (const { at } of values.values()) expect(at.line).toBeLessThanOrEqual(linesOf(text));
        expect(problems.every(({ why, fix }) => why !== '' && fix !== '')).toBe(true);
      },
    ),
    { numRuns: 2000 },
  );
});
