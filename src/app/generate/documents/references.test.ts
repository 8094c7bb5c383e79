import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { laidOut, writeIn } from '../../../../test/fixtures/laid-out.ts';
import { type LoadRequest, loadProject } from './load.ts';

let folder = '';

beforeEach(() => {
  folder = laidOut({});
});

const write = (path: string, content: string) => writeIn(folder, path, content);

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
