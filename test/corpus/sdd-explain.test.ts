import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Folder, lineWith } from '../e2e/command-line.ts';

/** The shop of this folder, generated. */
function generated(): Folder {
  const folder = new Folder();
  cpSync(join(import.meta.dirname, 'sdd/shop/docs'), join(folder.path, 'docs'), { recursive: true });
  expect(folder.run('generate').status).toBe(0);
  return folder;
}

const registry = 'docs/02_PRD/PRD-02_thresholds.md';

describe('a value from a registry', () => {
  it('is explained by its place there, as a field and as a line of a generated file', () => {
    const folder = generated();
    expect(folder.run('explain', 'service.scaling.max').stdout).toBe(
      `scaling max 6  <- service.scaling.max  <- ${registry}:5\n`,
    );
    const line = lineWith(folder.read('k8s/hpa.yaml'), 'maxReplicas: 6');
    expect(folder.run('explain', `k8s/hpa.yaml:${line}`).stdout).toBe(
      `scaling max 6  <- service.scaling.max  <- ${registry}:5\n`,
    );
  });

  it('stands in the lock as a document, so that a line is explained where only files were named', () => {
    const folder = generated();
    const lock = JSON.parse(folder.read('.devops-flow/lock.json')) as object;
    expect(JSON.stringify(lock)).toContain(`{"kind":"thresholds","file":"${registry}"}`);
    expect(JSON.stringify(lock)).toContain('{"kind":"tasks","file":"docs/11_TASKS/TASKS-01_orders.md"}');
  });

  it('that is not there is shown with the line that refers to it', () => {
    const folder = generated();
    const { stdout } = folder.run('check');
    expect(stdout).toContain('warning[threshold-unresolved]');
    expect(stdout).toContain('65 |       grace_seconds: "@threshold: PRD.02.timeout.grace"\n');
    expect(stdout).toMatch(/\n {3}\| {23}\^{32}\n/);
  });
});

describe('a value from an ADR', () => {
  it('is explained by its place there', () => {
    const folder = generated();
    expect(folder.run('explain', 'resources.database.version').stdout).toBe(
      'resource database version 16  <- resources.database.version  <- docs/05_ADR/ADR-01_database.md:18\n',
    );
  });

  it('shows in the file that is made of it', () => {
    const folder = generated();
    folder.edit('docs/09_SPEC/SPEC-01_orders.yaml', 'backend: valkey', 'backend: none');
    folder.run('generate');
    const policy = folder.read('k8s/networkpolicy.yaml');
    const { stdout } = folder.run('explain', `k8s/networkpolicy.yaml:${lineWith(policy, 'port: 6379')}`);
    expect(stdout).toContain('<- docs/05_ADR/ADR-04_cache.md:7\n');
  });

  it('and a document that contradicts it is shown with both places', () => {
    const folder = generated();
    folder.edit('docs/07_REQ/REQ-01_delivery.md', 'RDS PostgreSQL', 'RDS MySQL');
    expect(
      folder.run('check').stdout,
    ).toContain(`warning[adr-contradicted]: "RDS MySQL" contradicts ADR-01, which decides "PostgreSQL 16" at docs/05_ADR/ADR-01_database.md:18:3
  --> docs/07_REQ/REQ-01_delivery.md:18:67
`);
  });
});
