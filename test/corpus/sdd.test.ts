import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LoadedProject, loadProject } from '../../src/app/generate/documents/load.ts';
import { fieldsOf } from '../../src/app/generate/fields.ts';
import { findings } from '../../src/app/generate/findings/findings.ts';
import { prepare } from '../../src/app/generate/prepare.ts';
import { type ReadableKind, type Reading, readDocument } from '../../src/generate/documents/index.ts';
import { lostLeaves } from './compose-leaves.ts';
import { lostLines } from './sdd-lines.ts';

const corpus = process.env['DEVOPS_FLOW_CORPUS'];
const why = corpus ? '' : ' (skipped: DEVOPS_FLOW_CORPUS does not name the folder of real documents)';
const real = (name: string) => join(corpus ?? '.', 'sdd', name);
const [req, adr, spec] = [
  real('REQ-02_deployment_requirements_example.md'),
  real('ADR-01_database_selection.md'),
  real('SPEC-MVP-TEMPLATE.yaml'),
];

const shop = 'test/corpus/sdd/shop';
const inShop = (folder: string, kind: ReadableKind) =>
  readdirSync(join(shop, 'docs', folder)).map(name => [kind, join(shop, 'docs', folder, name)] as const);
const own = [
  ...inShop('05_ADR', 'adr'),
  ...inShop('07_REQ', 'req'),
  ...inShop('09_SPEC', 'spec'),
  ...inShop('11_TASKS', 'tasks'),
  ['req', 'examples/orders/docs/07_REQ/REQ-01_orders_delivery.md'],
  ['adr', 'examples/orders/docs/05_ADR/ADR-02_cloud_provider.md'],
  ['spec', 'examples/orders/docs/09_SPEC/SPEC-01_orders.yaml'],
  ['spec', 'examples/specs/SPEC-API-V1.md'],
] as const;
const theirs = [
  ['req', req],
  ['adr', adr],
  ['spec', spec],
] as const;

async function lost(kind: ReadableKind, file: string): Promise<readonly string[]> {
  const text = readFileSync(file, 'utf8');
  const reading = await readDocument({ kind, file, text }, { others: new Map(), folder: '' });
  return lostIn(file, text, reading);
}

/** What is reported as a problem is not lost. */
function lostIn(file: string, text: string, reading: Reading): readonly string[] {
  const reported = reading.problems.flatMap(({ at }) => at ?? []);
  const whole = { ...reading, followed: [...(reading.followed ?? []), ...reported] };
  return file.endsWith('.md') ? lostLines(text, whole) : lostLeaves(file, text, whole);
}

describe('nothing of a document is lost: a value is the place of something that was read, or unused', () => {
  it.each(own)('%s %s', async (kind, file) => expect(await lost(kind, file)).toEqual([]));

  it.skipIf(!corpus).each(theirs)(`the real %s %s${why}`, async (kind, file) =>
    expect(await lost(kind, file)).toEqual([]),
  );

  it('is shown by a walk that finds what is not', async () => {
    const walk = async (kind: ReadableKind, file: string, change: (reading: Reading) => Partial<Reading>) => {
      const text = readFileSync(file, 'utf8');
      const reading = await readDocument({ kind, file, text }, { others: new Map(), folder: '' });
      return lostIn(file, text, { ...reading, ...change(reading) });
    };
    const without = (part: string) => (reading: Reading) => ({
      facts: reading.facts.filter(({ field }) => !field.includes(part)),
      unused: reading.unused.filter(({ field }) => !field.includes(part)),
    });
    const [reqFile, specFile] = [
      join(shop, 'docs/07_REQ/REQ-01_delivery.md'),
      join(shop, 'docs/09_SPEC/SPEC-01_orders.yaml'),
    ];
    expect(await walk('req', reqFile, without('staging.replicas'))).toEqual(['26 2']);
    expect(await walk('req', reqFile, without('Owner'))).toEqual(['20 Owner: the platform team']);
    expect(await walk('req', reqFile, without('Friday'))).toEqual(['30 - Friday afternoon']);
    expect(await walk('req', reqFile, without('column Type'))).toEqual(['9 string']);
    expect(await walk('spec', specFile, without('disk_iops'))).toEqual([
      `${specFile}:22:16 performance.resource_limits.disk_iops`,
    ]);
  });
});

describe.skipIf(!corpus)(`the real documents together${why}`, () => {
  it('are generated from, and the version of the REQ contradicts the ADR', async () => {
    const prepared = await prepare({
      workingFolder: process.cwd(),
      documents: { req: [req], adr: [adr], spec: [spec] },
      families: [],
      options: {},
      ownFolder: false,
      output: 'out',
    });
    const { sourced, problems } = prepared.loaded;
    expect(problems.map(({ severity, id, at }) => `${severity} ${id} ${at?.line}:${at?.column}`)).toEqual([
      'warning adr-missing 323:20',
      'warning adr-contradicted 324:119',
    ]);
    expect(problems[1]?.message).toBe(
      `"15.3" contradicts ADR-01, which decides "PostgreSQL 16" at ${adr}:166:3`,
    );
    const found = await findings(sourced.project, prepared.artifacts);
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(prepared.artifacts.length).toBeGreaterThan(0);
  });

  it.each([
    ['the ADR', { adr: [adr] }, ['database PostgreSQL 16 by ADR-01']],
    ['the SPEC', { spec: [spec] }, ['cache redis', 'database postgresql']],
    ['the SPEC with the ADR', { spec: [spec], adr: [adr] }, ['cache redis', 'database postgresql 16']],
  ])('%s alone names what it keeps its data in', async (_, documents, expected) => {
    const { sourced } = await loadProject(documents);
    const resources = sourced.project.resources.map(({ name, type, decision, ...resource }) => {
      const version = 'version' in resource ? ` ${resource.version}` : '';
      return `${name} ${type}${version}${decision === undefined ? '' : ` by ${decision}`}`;
    });
    expect(resources.toSorted()).toEqual(expected);
  });
});

describe('a project with REQ, SPEC, ADRs, TASKS and a registry of thresholds', () => {
  let loaded: LoadedProject;
  beforeAll(async () => {
    loaded = await loadProject({ folder: shop });
  });
  const origin = (field: string) => {
    const found = loaded.sourced.origins.get(field);
    if (found?.from !== 'document') return found?.from;
    const { file, line, column, length } = found.at;
    return `${file.replace(`${shop}/docs/`, '')}:${line}:${column}+${length}`;
  };

  it('reads all of them, the registry too, and each once', () => {
    expect(loaded.documents.map(({ kind, file }) => `${kind} ${file.replace(`${shop}/docs/`, '')}`)).toEqual([
      'req 07_REQ/REQ-01_delivery.md',
      'spec 09_SPEC/SPEC-01_orders.yaml',
      'adr 05_ADR/ADR-01_database.md',
      'adr 05_ADR/ADR-03_caching.md',
      'adr 05_ADR/ADR-04_cache.md',
      'tasks 11_TASKS/TASKS-01_orders.md',
      'thresholds 02_PRD/PRD-02_thresholds.md',
    ]);
  });

  it('says all that is wrong, each at its place', () => {
    expect(
      loaded.problems.map(
        ({ severity, id, at, message }) => `${severity} ${id} ${at?.line}:${at?.column} ${message}`,
      ),
    ).toEqual([
      'warning adr-not-accepted 3:13 ADR-03 is "Superseded by [ADR-04](ADR-04_cache.md)": its decision does not count',
      `warning threshold-unresolved 65:23 @threshold: PRD.02.timeout.grace is not known: ${shop}/docs/02_PRD/PRD-02_thresholds.md has no timeout.grace`,
      'note section-missing 12:4 sections 9.5.3, 9.5.4, 9.5.6, 9.5.7, 9.5.8 are missing; defaults fill them',
    ]);
    expect(loaded.problems[1]?.fix).toBe(
      `add timeout.grace to ${shop}/docs/02_PRD/PRD-02_thresholds.md, or write the value here; until then service.shutdown.graceSeconds is 20 (with the drain it fits the 30 s that Kubernetes gives)`,
    );
  });

  it('joins what REQ and SPEC want observed, and has what the SPEC wants secured', () => {
    const [service] = loaded.sourced.project.services;
    expect(service?.observability).toEqual([
      {
        name: 'logging',
        tool: 'CloudWatch Logs',
        signals: ['Format: JSON', 'Level: INFO'],
        retentionDays: 30,
        alerts: [],
      },
      {
        name: 'metrics',
        tool: 'Prometheus',
        signals: ['latency', 'errors', 'orders_total'],
        retentionDays: 30,
        alerts: ['SLA breaches', 'error_rate > 2 % for 5 minutes'],
      },
      { name: 'tracing', tool: '', signals: ['Sample rate: 10%'], alerts: [] },
      { name: 'dashboards', tool: '', signals: ['request_rate'], alerts: [] },
    ]);
    expect(service?.security).toEqual([
      { name: 'authentication', requirement: 'bearer_jwt, api_key', tool: '', verification: [] },
      { name: 'encryption-in-transit', requirement: 'required', tool: '', verification: [] },
      { name: 'audit-trail', requirement: 'authentication', tool: '', verification: ['Retention: 365 days'] },
    ]);
  });

  it('has its tasks, and which are done', () => {
    const [service] = loaded.sourced.project.services;
    expect(service?.tasks).toEqual([
      {
        name: 'TASKS-01.1',
        title: 'Write the service',
        done: true,
        section: 'Phase 1',
        evidence: 'server.js',
      },
      { name: 'TASKS-01.2', title: 'Deploy it to staging', done: false, section: 'Phase 1' },
    ]);
  });

  it('lists what no part of the project holds: a threshold that nobody asks for, what is switched off', () => {
    expect(loaded.unused.map(({ field, at }) => `${field} ${at.line}`)).toEqual([
      '7.1 Parameters, column Type 7',
      '7.1 Parameters, column Description 7',
      '7.1 Parameters, OWNER 10',
      '9.5.1 Infrastructure Requirements, Owner 20',
      '9.5.2 Environment Configuration, Friday afternoon 30',
      '10 Traceability 39',
      'traceability.cumulative_tags.req 7',
      'caching.layers.0.level 14',
      'caching.layers.1 16',
      'performance.resource_limits.disk_iops 22',
      'security.authorization 28',
      'observability.metrics.standard_metrics.0.type 45',
      'operations.monitoring_dashboard.alerting_rules.0.severity 54',
      'front matter 2',
      '1 Document Control, Owner 12',
      '2.2 Key Components 20',
      '3 Alternatives 24',
      'Decision 5',
      'limit.api.burst 9',
    ]);
  });

  it.each([
    ['service.scaling.max', 6, '02_PRD/PRD-02_thresholds.md:5:27+1'],
    ['service.shutdown.drainSeconds', 15, '02_PRD/PRD-02_thresholds.md:6:21+2'],
    ['service.resources.limits.memory', '384Mi', '02_PRD/PRD-02_thresholds.md:8:27+3'],
    ['resources.database.type', 'RDS PostgreSQL', '07_REQ/REQ-01_delivery.md:18:67+14'],
    ['resources.database.version', '16', '05_ADR/ADR-01_database.md:18:14+2'],
    ['resources.cache.params.version.value', '8', '05_ADR/ADR-04_cache.md:7:20+1'],
    ['resources.cache.type', 'valkey', '09_SPEC/SPEC-01_orders.yaml:15:16+6'],
  ])('%s is %s, from %s', (field, value, place) => {
    expect(origin(field)).toBe(place);
    expect(fieldsOf(loaded.sourced.project).get(field)).toBe(value);
  });
});
