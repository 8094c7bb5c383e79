import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/errors/index.ts';
import { checkArtifacts } from '../../src/generate/checks/index.ts';
import { parseArtifact } from '../../src/generate/checks/parsed.ts';
import { readAdr } from '../../src/generate/documents/adr/index.ts';
import { readCompose } from '../../src/generate/documents/compose/index.ts';
import type { DocumentText, Reading } from '../../src/generate/documents/index.ts';
import { readNative, readPatchFile } from '../../src/generate/documents/native/index.ts';
import { readReq } from '../../src/generate/documents/req/index.ts';
import { readScore } from '../../src/generate/documents/score/index.ts';
import { readSpec } from '../../src/generate/documents/spec/index.ts';
import { readTasks } from '../../src/generate/documents/tasks/index.ts';
import { readRegistry, readThresholds } from '../../src/generate/documents/thresholds/index.ts';
import { parseYaml, parseYamlStream } from '../../src/generate/documents/tree/yaml.ts';
import { mergeFile } from '../../src/generate/workspace/merge/file.ts';
import { token } from '../../src/model/token.ts';
import { ordersProject } from '../fixtures/orders.ts';
import { teamFile } from '../fixtures/team-file.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz'.split('');
const each = (line: (letter: string, before: string | undefined) => string) =>
  letters.map((letter, i) => line(letter, letters[i - 1])).join('\n');

/** Small texts that would fill the memory, or the stack, of a machine, and the problem that each has to be. */
const bombs: readonly (readonly [name: string, text: string, id: string])[] = [
  [
    'a billion laughs',
    each(
      (letter, before) =>
        `${letter}: &${letter} [${Array(9)
          .fill(before ? `*${before}` : 'ha')
          .join()}]`,
    ),
    'yaml-too-many-nodes',
  ],
  [
    'merge keys that double',
    each((letter, before) =>
      before
        ? `${letter}: &${letter} { l: { <<: *${before} }, r: { <<: *${before} } }`
        : `${letter}: &${letter} { k: 1 }`,
    ),
    'yaml-too-many-nodes',
  ],
  [
    'a list of merge keys',
    each((letter, before) =>
      before
        ? `${letter}: &${letter} { <<: [${Array(9).fill(`*${before}`).join()}], ${letter}: 1 }`
        : `${letter}: &${letter} { k: 1 }`,
    ),
    'yaml-too-many-nodes',
  ],
  [
    'one large part, a thousand times',
    `a: &a [${Array(1000).fill('x').join()}]\n${Array.from({ length: 1000 }, (_, i) => `k${i}: *a`).join('\n')}`,
    'yaml-too-many-nodes',
  ],
  ['an alias in what it repeats', 'a: &a { b: *a }', 'yaml-too-deep'],
  ['brackets', '['.repeat(100_000), 'yaml-too-deep'],
  ['braces', '{ a: '.repeat(20_000), 'yaml-too-deep'],
  ['dashes', '- '.repeat(50_000), 'yaml-too-deep'],
  ['dashes far apart', '-   '.repeat(25_000), 'yaml-too-deep'],
  ['question marks', '? '.repeat(50_000), 'yaml-too-deep'],
  ['keys behind keys', 'a: '.repeat(30_000), 'yaml-too-deep'],
  [
    'lines further and further in',
    Array.from({ length: 1400 }, (_, i) => `${' '.repeat(i)}a:`).join('\n'),
    'yaml-too-deep',
  ],
  ['nothing but signs', `[${'a,'.repeat(30_000)}]`, 'yaml-too-dense'],
  ['nothing but documents', '--- a\n'.repeat(3000), 'yaml-too-many-documents'],
];

const start = token('a.yaml', 1, 1, '');
const ids = (problems: readonly Problem[]) => problems.map(({ id }): string => id);

/** Everything that reads a tree from a text of a user. */
const trees: readonly (readonly [name: string, read: (text: string) => readonly string[]])[] = [
  ['YAML', text => ids(parseYaml(text, start).problems)],
  ['a stream of YAML', text => ids(parseYamlStream(text, start).problems)],
  ['devops-flow.yaml', text => ids(readNative({ kind: 'service', file: 'devops-flow.yaml', text }).problems)],
  ['a SPEC', text => ids(readSpec({ kind: 'spec', file: 'SPEC-01.yaml', text }).problems)],
  ['a Score file', text => ids(readScore({ kind: 'score', file: 'score.yaml', text }).problems)],
  [
    'a Compose file',
    text =>
      ids(
        readCompose(
          { kind: 'compose', file: 'app.yaml', text },
          { others: new Map([['.env', 'missing']]), environment: new Map() },
        ).problems,
      ),
  ],
  ['a registry of thresholds', text => ids(readThresholds({ file: 'PRD-01.yaml', text }).problems)],
  ['a patch', text => ids(readPatchFile('overrides/a.yaml', 'a.yaml', text).problems)],
  [
    'YAML in Markdown',
    text =>
      ids(readThresholds({ file: 'PRD-01.md', text: `# PRD-01\n\n\`\`\`yaml\n${text}\n\`\`\`\n` }).problems),
  ],
];

describe.each(trees)('%s', (_, read) => {
  it.each(bombs)('refuses %s by name', (_name, text, id) => {
    expect(read(text)).toEqual([id]);
  });
});

describe('a Markdown document', () => {
  const signs = ['#\n', '- a\n', '- [ ] \n'].map(line => line.repeat(10_000));

  it.each<[string, (document: DocumentText) => Reading, string]>([
    ['REQ', readReq, 'REQ-01.md'],
    ['SPEC', readSpec, 'SPEC-01.md'],
    ['ADR', readAdr, 'ADR-01.md'],
    ['TASKS', readTasks, 'TASKS-01.md'],
    ['registry', readRegistry, 'PRD-01.md'],
  ])('that is a %s of nothing but signs is refused by name', (_, read, file) => {
    for (const text of signs)
      expect(ids(read({ kind: 'req', file, text }).problems)).toEqual(['markdown-too-dense']);
  });

  it('may be long when its lines say something', () => {
    const text = `# TASKS-01: Orders\n\n${'- [ ] Write the test first\n'.repeat(10_000)}`;
    expect(ids(readTasks({ kind: 'tasks', file: 'TASKS-01.md', text }).problems)).toEqual([]);
  });
});

/** Other files may be JSON on one line, and hold any number of documents. */
const harmful: readonly (readonly [name: string, text: string])[] = [
  ...bombs.flatMap(([name, text, id]) =>
    ['yaml-too-deep', 'yaml-too-many-nodes'].includes(id) ? [[name, text] as const] : [],
  ),
  ['nothing but dashes and line ends', '- \n'.repeat(20_000)],
];

describe('a file of the team', () => {
  it.each(harmful)('is a finding when it is %s', (_, text) => {
    const found = new Set(ids(parseArtifact(teamFile('kubernetes', text)).problems));
    expect([...found]).toEqual(['artifact-unparsable']);
  });

  it.each([
    ['signs of a comment', '#'.repeat(200_000), 'artifact-unparsable'],
    ['directives on one line', '# a=b '.repeat(40_000), 'artifact-unparsable'],
    ['images in a variable', 'FROM $A\n'.repeat(30_000), 'DL3006'],
  ])('is read to its end when it is a Dockerfile of nothing but %s', (_, text, id) => {
    expect(ids(checkArtifacts(ordersProject, [teamFile('docker', text)]))).toContain(id);
  });

  it('is merged when the keys of its mappings are mappings, far down', () => {
    const text = `a: 1\nb: 1\nc: 1\n${'? '.repeat(60)}k: v\n`;
    const merged = mergeFile('a.yaml', text, text.replace('a: 1', 'a: 2'), text.replace('b: 1', 'b: 2'));
    expect([merged.mine, merged.conflicts]).toEqual([text.replace('a: 1\nb: 1', 'a: 2\nb: 2'), []]);
  });

  it.each(harmful)('is merged by its lines alone when it is %s', (_, text) => {
    const { mine, conflicts } = mergeFile('a.yaml', 'a: 1\n', text, 'a: 2\n');
    expect([mine, conflicts.length]).toEqual([text, 1]);
  });
});
