import { readAdr } from '../../../src/generate/documents/adr/index.ts';
import type { ParsedFiles } from '../../../src/generate/documents/compose/context.ts';
import { readCompose } from '../../../src/generate/documents/compose/index.ts';
import { readEnvFile } from '../../../src/generate/documents/compose/text/dotenv.ts';
import { fill, type Scope } from '../../../src/generate/documents/compose/text/template.ts';
import type { DocumentText } from '../../../src/generate/documents/gathering.ts';
import type { Reading } from '../../../src/generate/documents/index.ts';
import { readNative, readPatchFile } from '../../../src/generate/documents/native/index.ts';
import { readReq } from '../../../src/generate/documents/req/index.ts';
import { readScore } from '../../../src/generate/documents/score/index.ts';
import { readSpec } from '../../../src/generate/documents/spec/index.ts';
import { readTasks } from '../../../src/generate/documents/tasks/index.ts';
import { readThresholds } from '../../../src/generate/documents/thresholds/index.ts';
import { parseYaml, parseYamlStream } from '../../../src/generate/documents/tree/yaml.ts';
import { token } from '../../../src/model/token.ts';
import type { Parser } from '../parser.ts';
import { chosen, textOf, textsIn } from './files.ts';

const document =
  (kind: DocumentText['kind'], file: string, read: (document: DocumentText) => Reading) => (text: string) =>
    read({ kind, file, text });

const native = textsIn('test/fuzz/seeds/native');
const spec = textOf('examples/orders/docs/09_SPEC/SPEC-01_orders.yaml');
const score = textsIn('test/corpus/score', /\.yaml$/);
const compose = [
  ...textsIn('test/corpus/compose', /\.yaml$/),
  textOf('test/corpus/compose/extends/compose.yaml'),
  textOf('test/corpus/compose/include/compose.yaml'),
];
const variables = textsIn('test/fuzz/seeds/env');

/** As the program asks: what the document needs is found, and it is asked again; one file in eight finds but itself. */
function readProject(text: string): Reading {
  const found = new Map<string, { readonly text: string } | 'missing'>();
  const parsed: ParsedFiles = new Map();
  // A hundred large files are no longer one text.
  const isAlone = text.length > 4096 || chosen([false, ...Array<boolean>(7).fill(true)], text);
  const other = isAlone === false ? { text } : 'missing';
  for (let turn = 0; ; turn++) {
    const reading = readCompose(
      { kind: 'compose', file: 'compose.yaml', text },
      { others: found, environment: new Map(), parsed },
    );
    const needed = reading.needs.flatMap(need => (need.kind === 'file' && !found.has(need.path) ? need : []));
    if (needed.length === 0 || turn > 20) return reading;
    for (const { path } of needed) found.set(path, other);
  }
}

const nothingSet: Scope = {
  lookup: name => (name === 'NAME' ? 'shop' : undefined),
  unset: () => undefined,
  required: () => undefined,
  used: () => undefined,
};

const start = token('a.yaml', 1, 1, '');

export const documentParsers: readonly Parser[] = [
  {
    name: 'YAML',
    seeds: [...native, spec, ...compose],
    read: text => chosen([parseYaml, parseYamlStream], text)?.(text, start),
  },
  { name: 'devops-flow.yaml', seeds: native, read: document('service', 'devops-flow.yaml', readNative) },
  { name: 'SPEC, YAML', seeds: [spec], read: document('spec', 'SPEC-01.yaml', readSpec) },
  {
    name: 'SPEC, Markdown',
    seeds: [textOf('examples/specs/SPEC-API-V1.md')],
    read: document('spec', 'SPEC-01.md', readSpec),
  },
  {
    name: 'REQ',
    seeds: [textOf('examples/orders/docs/07_REQ/REQ-01_orders_delivery.md'), textOf('test/corpus/REQ-02.md')],
    read: document('req', 'REQ-01.md', readReq),
  },
  {
    name: 'ADR',
    seeds: [textOf('examples/orders/docs/05_ADR/ADR-02_cloud_provider.md')],
    read: document('adr', 'ADR-02.md', readAdr),
  },
  {
    name: 'TASKS',
    seeds: textsIn('test/fuzz/seeds/tasks'),
    read: document('tasks', 'TASKS-01.md', readTasks),
  },
  {
    name: 'thresholds, Markdown',
    seeds: textsIn('test/fuzz/seeds/thresholds', /\.md$/),
    read: text => readThresholds({ file: 'PRD-02.md', text }),
  },
  {
    name: 'thresholds, YAML',
    seeds: textsIn('test/fuzz/seeds/thresholds', /\.yaml$/),
    read: text => readThresholds({ file: 'thresholds.yaml', text }),
  },
  { name: 'Score', seeds: score, read: document('score', 'score.yaml', read => readScore(read, 'app')) },
  { name: 'Compose', seeds: compose, read: text => readProject(text) },
  {
    name: 'environment files',
    seeds: variables,
    read: text => [true, false].map(raw => readEnvFile('.env', text, raw, () => nothingSet)),
  },
  { name: 'interpolation', seeds: variables, read: text => fill(text, nothingSet) },
  {
    name: 'patches',
    seeds: textsIn('test/fuzz/seeds/patches'),
    read: text => readPatchFile('overrides/a.yaml', 'a.yaml', text),
  },
];
