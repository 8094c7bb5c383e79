import { expect, test } from 'vitest';
import { laidOut } from '../../../test/fixtures/laid-out.ts';
import { ordersProject } from '../../../test/fixtures/orders.ts';
import { emit } from '../../generate/artifacts/index.ts';
import type { Artifact } from '../../generate/artifacts/shared/artifact.ts';
import type { Origin } from '../../model/origins.ts';
import { noPins } from '../../model/pins.ts';
import { loadProject } from './documents/load.ts';
import { unsaidFields, unusedFields } from './unused.ts';

const at = (line: number, column = 1) => ({ file: 'SPEC.yaml', line, column, length: 4 });
const said = (line: number, column?: number): Origin => ({ from: 'document', at: at(line, column) });

const file = (...fields: string[]): Artifact => ({
  family: 'docker',
  path: 'Dockerfile',
  kind: 'dockerfile',
  content: '',
  mode: 0o644,
  ownership: 'managed',
  spans: fields.map(field => ({ from: 1, to: 1, field })),
});

test('what a document says and no file shows is lost, in the order of the document; defaults and options are not', () => {
  const origins = new Map<string, Origin>([
    ['service.port', said(9)],
    ['service.name', said(3)],
    ['service.version', said(7)],
    ['service.kind', { from: 'default', reason: 'the only one' }],
    ['service.language', { from: 'option', option: '--language' }],
    ['service.documents.SPEC.file', said(1)],
  ]);
  const loaded = {
    sourced: { project: ordersProject, origins },
    problems: [],
    unused: [{ field: 'notes', at: at(5) }],
    documents: [],
    settings: { overrides: [] },
    pins: noPins,
  };
  expect(unusedFields(loaded, [file('service.name')], ['docker'])).toEqual([
    { field: 'notes', at: at(5), families: ['docker'] },
    { field: 'service.version', at: at(7), families: ['docker'] },
    { field: 'service.port', at: at(9), families: ['docker'] },
  ]);
});

test('a token that says two fields is lost only when neither shows', () => {
  const origins = new Map<string, Origin>([
    ['service.environments.local.name', said(3)],
    ['environments.local', said(3)],
    ['service.scaling.min', said(4, 10)],
    ['service.scaling.max', said(4, 12)],
  ]);
  const loaded = {
    sourced: { project: ordersProject, origins },
    problems: [],
    unused: [],
    documents: [],
    settings: { overrides: [] },
    pins: noPins,
  };
  expect(
    unusedFields(loaded, [file('environments.local', 'service.scaling.min')], ['docker']).map(
      ({ field }) => field,
    ),
  ).toEqual(['service.scaling.max']);
});

test('what one family cannot say is lost in its files, wherever else it shows: a Dockerfile has no line breaks', async () => {
  const folder = laidOut({
    'devops-flow.yaml':
      'name: orders\nlanguage: node\nvariables:\n  NOTE: "one\\ntwo"\n  PLAIN: one\ncontainer: { user: node }\n',
  });
  const loaded = await loadProject({ folder });
  const project = loaded.sourced.project;
  const families = ['docker', 'kubernetes'] as const;
  const artifacts = emit(project, families, { pipelineType: 'github-actions' });
  const lost = unusedFields(loaded, artifacts, families);
  const unsaid = unsaidFields(loaded, families, lost);
  expect(lost).toEqual([]);
  expect(unsaid.map(({ field, at, families: without }) => [field, at.line, without])).toEqual([
    ['service.variables.NOTE.default', 4, ['docker']],
    ['service.container.user', 6, ['kubernetes']],
  ]);
});

test('what is lost everywhere is not said twice', async () => {
  const folder = laidOut({
    'devops-flow.yaml': 'name: orders\nlanguage: node\nvariables: { NOTE: "one\\ntwo" }\n',
  });
  const loaded = await loadProject({ folder });
  const artifacts = emit(loaded.sourced.project, ['docker'], { pipelineType: 'github-actions' });
  const lost = unusedFields(loaded, artifacts, ['docker']);
  expect(lost.map(({ field }) => field)).toContain('service.variables.NOTE.default');
  expect(unsaidFields(loaded, ['docker'], lost)).toEqual([]);
});
