import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type LoadedProject, loadProject } from '../../src/app/generate/documents/load.ts';
import { readReq } from '../../src/generate/documents/req/index.ts';
import type { Fact } from '../../src/model/facts.ts';
import { Traced, trace } from '../../src/model/traced.ts';
import { type Cell, cellsBetween } from './cells.ts';

const corpus = process.env['DEVOPS_FLOW_CORPUS'];
const [req, spec] = ['REQ-02_deployment_requirements_example.md', 'SPEC-MVP-TEMPLATE.yaml'].map(name =>
  join(corpus ?? '.', 'sdd', name),
) as [string, string];

const title = 'the example REQ with the SPEC template';
const reason = corpus ? '' : ' (skipped: DEVOPS_FLOW_CORPUS does not name the folder of real documents)';

interface Row {
  readonly line: number;
  readonly cell: string;
  readonly field: string;
  readonly value: string;
}

const table: readonly Row[] = readFileSync(new URL('REQ-02.md', import.meta.url), 'utf8')
  .split('\n')
  .filter(line => /^\| \d+ \|/.test(line))
  .map(line => {
    const [, number = '', cell = '', field = '', value = ''] = line.split('|').map(text => text.trim());
    return { line: Number(number), cell, field, value };
  });

/** Every scalar of the project by its path. */
function scalars(value: unknown, found = new Map<string, string>()): Map<string, string> {
  if (value instanceof Traced) found.set(value.fields[0] ?? '', String(value.value));
  else if (typeof value === 'object' && value !== null) {
    for (const child of Object.values(value)) scalars(child, found);
  }
  return found;
}

describe.skipIf(!corpus)(title + reason, () => {
  let loaded: LoadedProject;
  let values: Map<string, string>;
  let facts: readonly Fact[];
  let cells: readonly Cell[];

  beforeAll(async () => {
    loaded = await loadProject({ req: [req], spec: [spec] });
    values = scalars(trace(loaded.sourced.project));
    const text = readFileSync(req, 'utf8');
    facts = readReq({ kind: 'req', file: req, text }).facts;
    cells = cellsBetween(text, '## 9.5 ', '## 10.');
  });

  it('has 173 cells and list items in 9.5, and each stands in REQ-02.md', () => {
    const listed = new Set(table.map(({ line, cell }) => `${line} ${cell}`));
    expect(cells.filter(({ line, text }) => !listed.has(`${line} ${text}`))).toEqual([]);
    expect(cells).toHaveLength(173);
  });

  it.each(table)(
    'line $line, "$cell": $field',
    ({ line, cell, field, value }) => {
      const place = cells.filter(found => found.line === line && found.text === cell);
      expect(place).not.toEqual([]);
      if (field === '(absent)') {
        expect(cell).toBe('N/A');
        return;
      }
      expect(values.get(field)).toBe(value);
      const said = facts.filter(fact => fact.field === field && fact.at.line === line);
      expect(said).toHaveLength(1);
      const [{ column, length = 0 } = { column: 0 }] = said.map(({ at }) => at);
      expect(place.some(at => column >= at.column && column + length <= at.column + cell.length)).toBe(true);
    },
    10_000,
  );

  it('leaves nothing of a cell over but names, units, and the remarks on the health endpoints', () => {
    const left = cells
      .filter(({ text }) => text !== 'N/A')
      .map(cell => uncovered(cell, facts))
      .flatMap(text => text.replace(/\]\([^)]*\)/, '').match(/[A-Za-z0-9][A-Za-z0-9 /-]*/g) ?? [])
      .map(text => text.trim());
    expect([...new Set(left)]).toEqual([
      'adr',
      'Type',
      'CPU',
      'Memory',
      'Scaling',
      'instances',
      'Version',
      'Storage',
      'HA',
      'Bucket type',
      'Retention',
      'Encryption',
      'CIDR',
      'AZs',
      'TTL',
      'Queue type',
      'Liveness',
      'Container health check',
      'Readiness',
      'Service availability check',
      'Startup',
      'Initialization complete check',
      'Monthly',
      'Threshold',
    ]);
  });

  it('takes the cloud from CLOUD_PROVIDER because the ADR is not there, and warns once', () => {
    expect(loaded.sourced.project.services[0]?.cloud).toEqual({ provider: 'aws', region: 'us-east-1' });
    expect(loaded.problems.map(({ id, severity }) => `${severity} ${id}`)).toEqual(['warning adr-missing']);
    expect(loaded.problems[0]?.message).toBe('ADR-02 is not there, so CLOUD_PROVIDER "aws" decides');
    expect(loaded.problems[0]?.at).toMatchObject({ file: req, line: 323, column: 20, length: 6 });
    expect(loaded.sourced.project.resources.map(({ provider }) => provider)).toEqual(Array(6).fill('aws'));
  });

  it('reads Manual as an approval before the default strategy, and N/A as nothing', () => {
    const [service] = loaded.sourced.project.services;
    expect(service?.environments.find(({ name }) => name === 'development')).toEqual({
      name: 'development',
      target: 'kubernetes',
      approval: true,
      replicas: 1,
      regions: ['us-east-1'],
      strategy: 'blue-green',
      freezes: [],
      holdSeconds: 86_400,
    });
    expect(loaded.sourced.origins.get('service.environments.development.strategy')).toEqual({
      from: 'default',
      reason: 'Manual asks for an approval; the strategy that follows is the default',
    });
  });

  it('has only remarks of section 9.5 in the loss report', () => {
    const lost = loaded.unused.filter(({ at }) => at.file === req && at.line >= 315 && at.line < 435);
    expect(lost.map(({ field }) => field)).toEqual([
      '9.5.2 Environment Configuration, remark on Liveness',
      '9.5.2 Environment Configuration, remark on Readiness',
      '9.5.2 Environment Configuration, remark on Startup',
    ]);
  });

  it('gives the SPEC template its place in the service', () => {
    const [service] = loaded.sourced.project.services;
    expect(service).toMatchObject({
      name: 'component-name',
      language: 'python',
      framework: 'fastapi',
      command: ['uvicorn', 'main:app', '--host', '0.0.0.0', '--port', '8080'],
      image: { repository: 'company/component-name', tag: 'v1.0.0' },
      port: 8080,
      resources: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '2', memory: '2Gi' } },
      health: { live: '/health/live', ready: '/health/ready', startup: '/health/startup' },
    });
    expect(service?.variables.find(({ name }) => name === 'API_KEY_SECRET_NAME')).toEqual({
      name: 'API_KEY_SECRET_NAME',
      required: true,
      sensitive: true,
      description: 'Secret manager reference for API keys',
    });
  });
});

/** The text of a cell without the tokens that became facts. */
function uncovered({ line, column, text }: Cell, facts: readonly Fact[]): string {
  const signs = Array.from(text);
  for (const { at } of facts) {
    if (at.line !== line) continue;
    const start = at.column - column;
    for (let i = Math.max(0, start); i < Math.min(text.length, start + (at.length ?? 0)); i += 1)
      signs[i] = '|';
  }
  return signs.join('');
}
