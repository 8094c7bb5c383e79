import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../../model/facts.ts';
import { readReq } from '../req/index.ts';
import { readSpec } from '../spec/index.ts';
import { readThresholds, type Thresholds } from './index.ts';

const prd = 'docs/02_PRD/PRD-02_thresholds.md';
const define = (text: string, file = prd) => readThresholds({ file, text });
const values = (text: string, file = prd) =>
  [...define(text, file).values].map(
    ([name, { text, at }]) => `${name} = ${text} @${at.line}:${at.column}+${at.length}`,
  );

describe('a registry in Markdown', () => {
  it('has tables with the columns Key and Value', () => {
    const text = `# PRD-02: Thresholds

| Key | Value | Unit | Notes |
|-----|-------|------|-------|
| \`perf.api.p95_latency\` | 200 | ms | of all requests |
| PRD.02.sla.uptime.target | 99.9 | % | |
| limit.api.burst | 50 | requests | |
| limit.api.rps | {VALUE} | req/s | to come |

| Key | Override Value | Production Value |
|---|---|---|
| \`perf.api.p95_latency\` | 1000 | 200 |
`;
    expect(values(text)).toEqual([
      `PRD.2 = ${prd} @1:1+0`,
      'PRD.2.perf.api.p95_latency = 200 ms @5:28+3',
      'PRD.2.sla.uptime.target = 99.9 % @6:30+4',
      'PRD.2.limit.api.burst = 50 @7:21+2',
      'PRD.2.limit.api.rps =  @8:19+0',
    ]);
    expect(define(text).problems).toEqual([]);
  });

  it('has YAML fences, whose comments say the unit', () => {
    const text = `## Limits

\`\`\`yaml
thresholds:
  perf:
    api:
      p95: 200             # ms
      p99: "500"           # ms, at most
  retry.http.max: 3        # count
  timeout: { partner: { value: 30, unit: seconds } }
\`\`\`

\`\`\`yaml
other: { version: 1 }
\`\`\`

## Thresholds of the cache
\`\`\`yml
cache: { ttl: 5 }
\`\`\`
`;
    expect(values(text).slice(1)).toEqual([
      'PRD.2.perf.api.p95 = 200 ms @7:12+3',
      'PRD.2.perf.api.p99 = 500 ms @8:13+3',
      'PRD.2.retry.http.max = 3 @9:19+1',
      'PRD.2.timeout.partner = 30 seconds @10:32+2',
      'PRD.2.cache.ttl = 5 @19:15+1',
    ]);
  });

  it('has lists and lines of keys and values', () => {
    const text =
      '- `timeout.request.sync`: 30 s\n- **limit.batch.size** = 100\n- See docs/a.md: more\n- v1.2: no key\n\nperf.db.p95: 50ms\n';
    expect(values(text).slice(1)).toEqual([
      'PRD.2.timeout.request.sync = 30 s @1:27+4',
      'PRD.2.limit.batch.size = 100 @2:26+3',
      'PRD.2.perf.db.p95 = 50ms @6:14+4',
    ]);
  });

  it('may be an ADR, whose own references have their values in comments', () => {
    const text = `## Thresholds
\`\`\`yaml
performance:
  - "@threshold: PRD.02.perf.api.p95"       # 50ms target
pool:
  - "@threshold: ADR.01.pool.max"           # 100
  - "@threshold: ADR.01.pool.idle_timeout"  # 300s
\`\`\`
`;
    expect(values(text, 'docs/05_ADR/ADR-01_pool.md').slice(1)).toEqual([
      'ADR.1.pool.max = 100 @6:47+3',
      'ADR.1.pool.idle_timeout = 300s @7:47+4',
    ]);
  });

  it('says one value of each threshold: the first counts', () => {
    const { problems } = define('- perf.api.p95: 1 s\n- perf.api.p95: 2 s\n- perf.api.p95: 1 s\n');
    expect(problems.map(({ message, at }) => `${at?.line}:${at?.column} ${message}`)).toEqual([
      `2:17 perf.api.p95 is 2 s here and 1 s in ${prd}:1:17`,
    ]);
  });
});

describe('a registry in YAML', () => {
  it('is all below thresholds, or the whole file', () => {
    expect(values('id: PRD-07\nthresholds: { a: { b: 1 } }\nx: { y: 2 }\n', 'limits.yaml')).toEqual([
      'PRD.7 = limits.yaml @1:1+0',
      'PRD.7.a.b = 1 @2:23+1',
    ]);
    expect(
      values('title: Limits\na:\n  b: 1\nlist:\n  - { key: c.d, value: 2, unit: s }\n', 'PRD-007.yaml').slice(
        1,
      ),
    ).toEqual(['PRD.7.a.b = 1 @3:6+1', 'PRD.7.c.d = 2 s @5:24+1']);
  });

  it('says which document it is', () => {
    expect(define('a: 1\n', 'limits.yaml').problems.map(({ id }) => id)).toEqual(['thresholds-unnamed']);
    expect(define('a: [\n', 'PRD-02.yaml').problems.map(({ id }) => id)).toEqual(['yaml-syntax']);
  });
});

describe('a reference', () => {
  const registry = define(
    '- limit.instances.max: 6\n- timeout.drain: 20 s\n- perf.p95: 1 %\n- odd: x\n- limit.empty.max: TBD\n- perf.odd: many\n',
  ).values;
  const spec = (text: string, thresholds?: Thresholds) =>
    readSpec(
      { kind: 'spec', file: 'SPEC-01.yaml', text: `id: a\n${text}` },
      thresholds ? { thresholds } : {},
    );
  const facts = ({ facts }: Reading) =>
    facts.map(({ field, value, at }) => `${field} = ${String(value)} @${at.file}:${at.line}:${at.column}`);
  const deployment = (text: string) => `implementation:\n  deployment:\n    ${text}\n`;

  it('has the value of its registry, and the place there', () => {
    const text = deployment(
      'scaling: { max_instances: "@threshold: PRD.02.limit.instances.max" }\n    shutdown: { drain_seconds: "@threshold: PRD.002.timeout.drain" }',
    );
    const reading = spec(text, registry);
    expect(facts(reading).slice(1)).toEqual([
      `service.scaling.max = 6 @${prd}:1:24`,
      `service.shutdown.drainSeconds = 20 @${prd}:2:18`,
    ]);
    expect(reading.problems).toEqual([]);
    expect(reading.needs).toEqual([
      { kind: 'thresholds', id: 'PRD-02', at: { file: 'SPEC-01.yaml', line: 4, column: 32, length: 38 } },
      { kind: 'thresholds', id: 'PRD-002', at: { file: 'SPEC-01.yaml', line: 5, column: 33, length: 33 } },
    ]);
  });

  it('without a document means the registry of its SPEC', () => {
    const text = `threshold_references: { registry_document: PRD-02 }\n${deployment('scaling: { max_instances: "@threshold:limit.instances.max" }')}`;
    expect(facts(spec(text, registry)).slice(1)).toEqual([`service.scaling.max = 6 @${prd}:1:24`]);
    expect(spec(text).needs.map(need => (need.kind === 'thresholds' ? need.id : ''))).toEqual(['PRD-02']);
  });

  it.each([
    [
      '@threshold: PRD.03.a.b',
      '@threshold: PRD.03.a.b is not known: PRD-03 is not there',
      'define a.b in docs/02_PRD/PRD-03.md (or PRD-03_….yaml), name the file with --thresholds, or write the value here; until then service.scaling.max is 10 (no document says it)',
    ],
    [
      '@threshold: PRD.02.limit.instance.max',
      `@threshold: PRD.02.limit.instance.max is not known: ${prd} has no limit.instance.max`,
      'did you mean "@threshold: PRD.02.limit.instances.max"?; until then service.scaling.max is 10 (no document says it)',
    ],
    [
      '@threshold: PRD.02.limit.empty.max',
      `@threshold: PRD.02.limit.empty.max is not known: limit.empty.max has no value in ${prd}`,
      `give limit.empty.max a value in ${prd}, or write it here; until then service.scaling.max is 10 (no document says it)`,
    ],
    [
      '@threshold:limit.instances.max',
      '@threshold:limit.instances.max is not known: it names no document that defines thresholds',
      'write it as @threshold: PRD.02.perf.api.p95_latency, or name the registry in threshold_references.registry_document of the SPEC; until then service.scaling.max is 10 (no document says it)',
    ],
  ])('%s that leads nowhere proposes the default', (reference, message, fix) => {
    const { problems, facts } = spec(deployment(`scaling: { max_instances: "${reference}" }`), registry);
    expect(
      problems.map(({ id, severity, message, fix, at }) => ({ id, severity, message, fix, line: at?.line })),
    ).toEqual([{ id: 'threshold-unresolved', severity: 'warning', message, fix, line: 4 }]);
    expect(facts.map(({ field }) => field)).toEqual(['service.name']);
  });

  it('to a value of another kind is a problem in the registry that names who refers to it', () => {
    const { problems } = spec(
      deployment('scaling: { max_instances: "@threshold: PRD.02.perf.odd" }'),
      registry,
    );
    expect(problems).toMatchObject([
      {
        id: 'number-invalid',
        at: { file: prd, line: 6, column: 13 },
        detail: ['@threshold: PRD.02.perf.odd at SPEC-01.yaml:4:32 refers to it'],
      },
    ]);
  });

  it('stands in the cells of a REQ too', () => {
    const text = `# REQ-01: x
## 9.5 Deployment Requirements
### 9.5.1 Infrastructure Requirements
| Resource Type | Provider | Configuration | Requirements |
|--|--|--|--|
| Cache | aws | Type: Redis | Memory: 1GB, TTL: @threshold: PRD.02.timeout.drain |
| Compute | aws | Type: ECS | Scaling: @threshold: PRD.02.perf.odd |
### 9.5.7 Cost Constraints
| Resource | Budget | Alerts | Optimization |
|--|--|--|--|
| All | Monthly: @threshold: PRD.02.limit.instances.max | Threshold: @threshold: PRD.02.perf.p95 | none |
`;
    const reading = readReq({ kind: 'req', file: 'REQ-01.md', text }, { thresholds: registry });
    expect(facts(reading).filter(line => line.includes(prd))).toEqual([
      `resources.cache.ttlSeconds = 20 @${prd}:2:18`,
      `service.cost.all.monthly = 6 @${prd}:1:24`,
      `service.cost.all.currency = USD @${prd}:1:24`,
      `service.cost.all.alertPercent = 1 @${prd}:3:13`,
    ]);
    expect(reading.problems.filter(({ severity }) => severity !== 'note').map(({ id }) => id)).toEqual([
      'range-invalid',
    ]);
  });
});

const corpus = process.env['DEVOPS_FLOW_CORPUS'];
const real = join(corpus ?? '', 'sdd/ADR-01_database_selection.md');
const why = corpus ? '' : ' (skipped: DEVOPS_FLOW_CORPUS names no folder)';

it.skipIf(!corpus || !existsSync(real))(`the real ADR defines its own thresholds${why}`, () => {
  const found = [...define(readFileSync(real, 'utf8'), real).values].slice(1);
  expect(found.map(([name, { text }]) => `${name} = ${text}`)).toEqual([
    'ADR.1.pool.min_connections = 10',
    'ADR.1.pool.max_connections = 100',
    'ADR.1.pool.idle_timeout = 300s',
    'ADR.1.replication.lag_max_ms = 100ms',
    'ADR.1.replication.failover_time = 30s',
  ]);
});
