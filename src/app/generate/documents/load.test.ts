import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../../errors/index.ts';
import { type LoadRequest, loadProject } from './load.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'documents-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: string | Uint8Array): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  return file;
}

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
      strategy: 'blue-green',
      approval: false,
      rollbackSeconds: 60,
      replicas: 2,
      regions: [],
      bakeSeconds: 4,
      maxErrorPercent: 1,
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

const req = (link: string) => `# REQ-01: [SHOP] x
### 7.1 Parameters
| Parameter | Type | Default | Description |
|--|--|--|--|
| CLOUD_PROVIDER | string | gcp | x |
## 9.5 Deployment Requirements
### 9.5.1 Infrastructure Requirements
| Resource Type | Provider | Configuration | Requirements |
|--|--|--|--|
| Cache | [@adr: ADR-02](${link}) | Type: Redis | N/A |
`;

const adr = '# ADR-02: Cloud\n**Status**: Accepted\n**Cloud Provider**: AWS\n';
const loadTagged = async (link: string) => {
  const file = write('docs/07_REQ/REQ-01.md', req(link));
  const { sourced, problems, documents } = await loadProject({ req: [file] });
  const found = problems.filter(({ severity }) => severity !== 'note').map(({ message }) => message);
  return { provider: sourced.project.services[0]?.cloud.provider, found, documents };
};

describe('the ADR that a REQ is tagged with', () => {
  it('is read through its link and contradicts the REQ with both places', async () => {
    write('docs/05_ADR/ADR-02_cloud.md', adr);
    const { provider, found } = await loadTagged('../05_ADR/ADR-02_cloud.md#decision');
    expect(provider).toBe('aws');
    expect(found).toEqual([
      `service.cloud.provider is "gcp" here and "aws" in ${join(folder, 'docs/05_ADR/ADR-02_cloud.md')}:3:21`,
    ]);
  });

  it('is found beside the REQ when the link leads nowhere', async () => {
    write('docs/05_ADR/ADR-02-other-name.md', adr);
    expect((await loadTagged('../ADR/ADR-02_cloud.md')).provider).toBe('aws');
  });

  it('that is not there lets the REQ decide, with a warning', async () => {
    const { provider, found } = await loadTagged('../05_ADR/ADR-02_cloud.md');
    expect(provider).toBe('gcp');
    expect(found).toEqual(['ADR-02 is not there, so CLOUD_PROVIDER "gcp" decides']);
  });

  it('cannot make another file be read, wherever the link leads', async () => {
    write('secret.md', adr);
    const { documents } = await loadTagged('../../secret.md');
    expect(documents.map(({ kind }) => kind)).toEqual(['req']);
  });
});

describe('the registry that a threshold refers to', () => {
  const spec = (reference = '@threshold: PRD.02.limit.max', more = '') =>
    write(
      'docs/09_SPEC/SPEC-01.yaml',
      `id: orders\n${more}implementation:\n  deployment:\n    scaling: { max_instances: "${reference}" }\n`,
    );
  const registry = (path: string, value: string) => write(path, `- limit.max: ${value}\n- limit.other: 1\n`);
  const load = async (request: LoadRequest) => {
    const { sourced, problems, documents, unused } = await loadProject(request);
    const origin = sourced.origins.get('service.scaling.max');
    return {
      max: sourced.project.services[0]?.scaling.max,
      at: origin?.from === 'document' ? origin.at.file.replace(`${folder}/`, '') : origin?.from,
      problems: problems.map(({ message }) => message.replace(`${folder}/`, '')),
      documents: documents.map(({ kind, file }) => `${kind} ${file.replace(`${folder}/`, '')}`),
      unused: unused.map(({ field }) => field),
    };
  };

  it.each([
    ['docs/02_PRD/PRD-02.md'],
    ['docs/02_PRD/PRD-002_thresholds.md'],
    ['docs/02_PRD/PRD-02_orders/PRD-02.17_thresholds.md'],
    ['docs/00_REF/PRD-02_thresholds.md'],
    ['docs/09_SPEC/PRD-02.md'],
  ])('is found in %s, is a document of the project, and what nobody asks for is unused', async path => {
    registry(path, '7');
    expect(await load({ spec: [spec()] })).toEqual({
      max: 7,
      at: path,
      problems: [],
      documents: ['spec docs/09_SPEC/SPEC-01.yaml', `thresholds ${path}`],
      unused: ['limit.other'],
    });
  });

  it('is found through a link, and by --thresholds before all others', async () => {
    registry('docs/02_PRD/PRD-02.md', '7');
    const linked = registry('elsewhere/PRD-02_limits.md', '8');
    const link =
      'traceability:\n  upstream_links:\n    - { artifact: PRD-02, path: "../../elsewhere/PRD-02_limits.md" }\n';
    expect(await load({ spec: [spec(undefined, link)] })).toMatchObject({ max: 8, problems: [] });
    const named = registry('PRD-02.yaml', 'x');
    write('PRD-02.yaml', 'limit: { max: 9 }\n');
    expect(await load({ spec: [spec(undefined, link)], thresholds: [named] })).toMatchObject({ max: 9 });
    expect((await load({ spec: [spec()], thresholds: [named, linked] })).documents).toEqual([
      'spec docs/09_SPEC/SPEC-01.yaml',
      'thresholds PRD-02.yaml',
      'thresholds elsewhere/PRD-02_limits.md',
    ]);
  });

  it('may be an ADR that is read as such, and is then one document', async () => {
    write('docs/05_ADR/ADR-02_limits.md', '# ADR-02: Limits\n**Status**: Accepted\n\n- limit.max: 5\n');
    const request = { folder, spec: [spec('@threshold: ADR.02.limit.max')] };
    const { max, documents } = await load(request);
    expect({ max, documents }).toEqual({
      max: 5,
      documents: ['spec docs/09_SPEC/SPEC-01.yaml', 'adr docs/05_ADR/ADR-02_limits.md'],
    });
  });

  it('that is not there, or has not the key, leaves the default, says where to define it, and what was meant', async () => {
    const found = await loadProject({ spec: [spec()] });
    expect(found.problems).toMatchObject([
      {
        id: 'threshold-unresolved',
        message: '@threshold: PRD.02.limit.max is not known: PRD-02 is not there',
        fix: 'define limit.max in docs/02_PRD/PRD-02.md (or PRD-02_….yaml), name the file with --thresholds, or write the value here; until then service.scaling.max is 10 (no document says it)',
      },
    ]);
    registry('docs/02_PRD/PRD-02.md', '7');
    const near = await loadProject({ spec: [spec('@threshold: PRD.02.limit.mx')] });
    expect(near.problems).toMatchObject([
      {
        message: `@threshold: PRD.02.limit.mx is not known: ${folder}/docs/02_PRD/PRD-02.md has no limit.mx`,
        at: { line: 4, column: 32 },
      },
    ]);
    expect(near.problems[0]?.fix).toMatch(/^did you mean "@threshold: PRD\.02\.limit\.max"\?; until then /);
  });
});

describe('the ADRs that a SPEC is tagged with', () => {
  const database = (name: string, status: string, product: string) =>
    write(
      `docs/05_ADR/${name}.md`,
      `# ${name}: Database Selection\n**Status**: ${status}\n\n## Decision\n\n**${product}** selected.\n`,
    );
  const resources = async (text: string, file = 'docs/09_SPEC/SPEC-01.yaml') => {
    const { sourced, problems } = await loadProject({ spec: [write(file, text)] });
    return {
      resources: sourced.project.resources.map(({ type, decision }) => `${type} by ${decision}`),
      problems: problems.map(({ id }) => id),
    };
  };

  it.each([
    ['a comment', 'SPEC-01.yaml', 'id: a\n# @adr: ADR-01\n'],
    ['the cumulative tags', 'SPEC-01.yaml', 'id: a\ntraceability: { cumulative_tags: { adr: "ADR-01" } }\n'],
    [
      'the upstream sources',
      'SPEC-01.yaml',
      'id: a\ntraceability: { upstream_sources: { architecture_decisions: [{ id: ADR-01 }] } }\n',
    ],
    [
      'the upstream links',
      'SPEC-01.yaml',
      'id: a\ntraceability: { upstream_links: [{ artifact: ADR-01 }] }\n',
    ],
    ['a text in Markdown', 'SPEC-01.md', '# SPEC-01: A\n\n@adr: ADR-01\n\n## Deployment\n\n- Port: 8080\n'],
  ])('are found in %s', async (_, name, text) => {
    database('ADR-01', 'Accepted', 'PostgreSQL 16');
    expect(await resources(text, `docs/09_SPEC/${name}`)).toEqual({
      resources: ['PostgreSQL by ADR-01'],
      problems: [],
    });
  });

  it('lead on to the one that superseded them', async () => {
    database('ADR-01', 'Superseded by ADR-07', 'Oracle 23');
    database('ADR-07', 'Accepted', 'PostgreSQL 16');
    expect(await resources('id: a\n# @adr: ADR-01\n')).toEqual({
      resources: ['PostgreSQL by ADR-07'],
      problems: ['adr-not-accepted'],
    });
  });

  it('are missed where they are not there', async () => {
    const { problems } = await loadProject({ spec: [write('SPEC-01.yaml', 'id: a\n# @adr: ADR-01\n')] });
    expect(problems.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)).toEqual([
      '2:9 ADR-01 is not there, so nothing decides in its place',
    ]);
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
