import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Content, laidOut, writeIn } from '../../../../test/fixtures/laid-out.ts';
import { Failure } from '../../../errors/index.ts';
import { type LoadRequest, loadProject } from './load.ts';

let folder = '';

beforeEach(() => {
  folder = laidOut({});
});

const write = (path: string, content: Content) => writeIn(folder, path, content);

/** Exit code and problems of a load that must fail; places relative to the folder. */
async function failureOf(request: LoadRequest): Promise<{ exitCode: number; problems: string[] }> {
  try {
    await loadProject(request);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const problems = error.problems.map(({ id, at }) => (at ? `${id} ${at.line}:${at.column}` : id));
    return { exitCode: error.exitCode, problems };
  }
  throw new Error('it was loaded');
}

describe('the example project', () => {
  it('is found by its folder, read without a warning, and says what it was read from', async () => {
    const { sourced, problems, documents } = await loadProject({ folder: 'examples/orders' });
    expect(problems).toEqual([]);
    expect(documents).toEqual([
      { kind: 'req', file: 'examples/orders/docs/07_REQ/REQ-01_orders_delivery.md' },
      { kind: 'spec', file: 'examples/orders/docs/09_SPEC/SPEC-01_orders.yaml' },
      { kind: 'adr', file: 'examples/orders/docs/05_ADR/ADR-02_cloud_provider.md' },
    ]);
    const [service] = sourced.project.services;
    expect(sourced.project.environments).toEqual(['local', 'development', 'staging', 'production']);
    expect(service).toMatchObject({
      name: 'orders',
      language: 'node',
      languageVersion: '22',
      source: 'v1',
      command: ['node', 'server.js'],
      port: 8080,
      image: { repository: 'registry.example.com/orders', tag: '1.0.0' },
      shutdown: { drainSeconds: 10, graceSeconds: 10 },
      rollout: { readySeconds: 20, minRequests: 100, rollbackWindowSeconds: 600 },
      volumes: [{ name: 'data', path: '/data', variable: 'DATA_DIR', size: '1Gi' }],
      cloud: { provider: 'aws', region: 'us-east-1' },
    });
    expect(service?.environments[0]).toEqual({
      name: 'local',
      target: 'process',
      strategy: 'blue-green',
      approval: false,
      rollbackSeconds: 60,
      replicas: 2,
      regions: [],
      bakeSeconds: 4,
      maxErrorPercent: 1,
      freezes: [],
      holdSeconds: 86_400,
    });
  });

  it('has the cloud of its ADR, and the place where the ADR decides it', async () => {
    const { sourced } = await loadProject({ req: ['examples/orders/docs/07_REQ/REQ-01_orders_delivery.md'] });
    expect(sourced.origins.get('service.cloud.provider')).toEqual({
      from: 'document',
      at: { file: 'examples/orders/docs/05_ADR/ADR-02_cloud_provider.md', line: 30, column: 21, length: 3 },
    });
  });
});

describe('no document at all', () => {
  it('is legal: defaults fill the service', async () => {
    const { sourced, documents } = await loadProject({ folder, options: { language: 'python' } });
    expect(documents).toEqual([]);
    expect(sourced.project.services[0]).toMatchObject({ language: 'python', command: ['python', 'main.py'] });
  });

  it('and a wrong option is a mistake of usage', async () => {
    expect(await failureOf({ options: { replicas: 'two' } })).toEqual({
      exitCode: 64,
      problems: ['number-invalid'],
    });
  });
});

describe('a SPEC without an id', () => {
  const text = 'implementation:\n  language: node\n';
  const warnings = async (request: LoadRequest) =>
    (await loadProject(request)).problems.map(
      ({ severity, message, at }) => `${severity} ${at?.line} ${message}`,
    );

  it('is a warning that says how the service is called', async () => {
    expect(await warnings({ spec: [write('SPEC-01.yaml', text)] })).toEqual([
      'warning 1 this SPEC has no id: the service is called "service"',
    ]);
  });

  it('is none where a title or an option names the service', async () => {
    const spec = [write('SPEC-01.yaml', text)];
    expect(await warnings({ spec, options: { name: 'orders' } })).toEqual([]);
    const markdown = [write('SPEC-02.md', '# SPEC-02: Orders\n\n## Implementation\n\n- Language: node\n')];
    expect(await warnings({ spec: markdown })).toEqual([]);
  });
});

describe('files that cannot be read are named, all at once', () => {
  it('missing, a folder, too large, not UTF-8, of another type', async () => {
    const request = {
      req: [join(folder, 'nowhere.md'), folder, write('large.md', 'x'.repeat(1024 * 1024 + 1))],
      spec: [
        write('latin.yaml', Buffer.from('id: a\nsummary: caf\xe9\n', 'latin1')),
        write('spec.json', '{}'),
      ],
      folder: join(folder, 'none'),
    };
    expect(await failureOf(request)).toEqual({
      exitCode: 1,
      problems: [
        'folder-missing',
        'file-missing',
        'file-is-folder',
        'file-too-large',
        'file-type-unknown',
        'file-not-utf8 2:13',
      ],
    });
  });

  it('a byte order mark does not move a place', async () => {
    const spec = write('SPEC-01.yaml', '\ufeffid: orders\n');
    const { sourced } = await loadProject({ spec: [spec] });
    expect(sourced.origins.get('service.name')).toEqual({
      from: 'document',
      at: { file: spec, line: 1, column: 5, length: 6 },
    });
  });

  it('a Compose file given as SPEC, and a REQ without 9.5, fail together', async () => {
    const [spec, req] = [write('compose.yaml', 'services: {}\n'), write('REQ-01.md', '# REQ-01: x\n')];
    expect(await failureOf({ spec: [spec], req: [req] })).toEqual({
      exitCode: 1,
      problems: ['not-a-spec 1:1', 'req-no-deployment-section 1:3'],
    });
  });
});

it('TASKS are found in either folder, and a kind of document is taken by its flag', async () => {
  write('docs/10_TASKS/TASKS-01.md', '- [x] TASKS-01.1: one\n');
  write('docs/11_TASKS/TASKS-02.md', '- [ ] TASKS-02.1: two\n');
  const { sourced, documents } = await loadProject({ folder });
  expect(documents.map(({ kind }) => kind)).toEqual(['tasks', 'tasks']);
  expect(sourced.project.services[0]?.tasks.map(({ name, done }) => [name, done])).toEqual([
    ['TASKS-01.1', true],
    ['TASKS-02.1', false],
  ]);
  const score = write(
    'score.yaml',
    'apiVersion: score.dev/v1b1\nmetadata: { name: web }\ncontainers: { web: { image: a/b:1 } }\n',
  );
  const compose = write('compose.yaml', 'services: { web: { image: "a/b:1" } }\n');
  const named = await loadProject({
    score: [score],
    compose: [compose],
    tasks: [join(folder, 'docs/10_TASKS/TASKS-01.md')],
  });
  expect(named.documents.map(({ kind }) => kind)).toEqual(['score', 'compose', 'tasks']);
});

describe('each cell of the example that a project depends on', () => {
  it('changes its own field when it is changed, and no other place moves', async () => {
    const name = 'docs/07_REQ/REQ-01_orders_delivery.md';
    const text = readFileSync(join('examples/orders', name), 'utf8');
    const changed = text.replace('| 4 | us-east-1a,1b', '| 5 | us-east-1a,1b');
    expect(changed).not.toBe(text);
    const { sourced } = await loadProject({ req: [write(name, changed)] });
    const production = sourced.project.services[0]?.environments.find(({ name }) => name === 'production');
    expect(production?.replicas).toBe(5);
    expect(sourced.origins.get('service.environments.production.replicas')).toMatchObject({
      at: { line: 61, column: 41, length: 1 },
    });
  });
});
