import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, describe, expect, it } from 'vitest';
import { jsonSchema } from '../../src/app/schema.ts';
import { ordersProject } from './orders-project.ts';
import { TestProject, unusedPort } from './project.ts';

/** What each command really prints with --json is one document, and its published schema takes it. */

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });

function complaints(command: string, document: unknown): unknown {
  const validate = ajv.compile(jsonSchema(command));
  return validate(document) ? [] : validate.errors;
}

describe('generate and explain', () => {
  it.each<[string, number, string[]]>([
    ['generate', 0, ['--output', 'out']],
    ['generate', 0, ['--dry-run']],
    ['generate', 2, ['--check']],
    ['generate', 1, ['--spec', 'missing.yaml']],
    ['generate', 64, ['--type', 'jenkin']],
    ['generate', 64, ['--ouput', 'x']],
    ['generate-docker', 0, ['--language', 'python']],
    ['generate-k8s', 0, ['--spec', 'docs/09_SPEC/SPEC-01_orders.yaml', '--replicas', '3']],
    ['generate-pipeline', 0, ['--type', 'github-actions']],
    ['generate-deployment-scripts', 0, ['--req', 'docs/07_REQ/REQ-01_orders_delivery.md']],
    ['plan', 0, ['--output', 'out']],
    ['plan', 0, ['--save', 'it.json']],
    ['plan', 1, ['--base', 'main']],
    ['check', 0, []],
    ['check', 0, ['--sarif', 'out.sarif']],
    ['upgrade', 1, ['--plan']],
    ['eject', 1, ['--yes']],
    ['explain', 0, []],
    ['explain', 0, ['service.port']],
    ['explain', 0, ['--unused']],
    ['explain', 1, ['service.prot']],
    ['explain', 1, ['Dockerfile:1']],
    ['schema', 0, ['--list']],
  ])('%s exits with %i and prints what its schema says: %j', (command, code, args) => {
    const { status, document } = ordersProject().json(command, ...args);
    expect(status).toBe(code);
    expect(document['ok']).toBe(code === 0 || code === 2);
    expect(complaints(command, document)).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['plan', []],
    ['check', ['--strict']],
    ['upgrade', ['--plan']],
    ['upgrade', []],
    ['eject', ['--dry-run']],
    ['eject', ['--family', 'scripts', '--yes']],
  ])('%s of files that were generated and edited since: %j', (command, args) => {
    const folder = ordersProject();
    folder.run('generate');
    folder.edit('docs/09_SPEC/SPEC-01_orders.yaml', 'memory: "256Mi"', 'memory: "512Mi"');
    folder.write('scripts/setup.sh', `${folder.read('scripts/setup.sh')}# mine\n`);
    const { document } = folder.json(command, ...args);
    expect(document['ok']).toBe(true);
    expect(complaints(command, document)).toEqual([]);
  });

  it('explain FILE:LINE', () => {
    const folder = ordersProject();
    folder.run('generate');
    const { document } = folder.json('explain', 'k8s/deployment.yaml:20');
    expect(complaints('explain', document)).toEqual([]);
  });

  it('generate with refused and kept files', () => {
    const folder = ordersProject();
    folder.run('generate');
    folder.write('Dockerfile', 'mine\n');
    const kept = folder.json('generate').document;
    expect(kept).toMatchObject({ ok: true, kept: ['Dockerfile'], problems: expect.any(Array) });
    expect(complaints('generate', kept)).toEqual([]);
    folder.write('out/Dockerfile', 'mine\n');
    const refused = folder.json('generate', '--output', 'out').document;
    expect(refused).toMatchObject({ ok: false, conflicts: ['out/Dockerfile'], written: [] });
    expect(complaints('generate', refused)).toEqual([]);
  });
});

describe('a service that runs', () => {
  let project: TestProject | undefined;
  afterAll(() => project?.run('down', '.'));

  it.each<[string, string[]]>([
    ['up', ['up', '.']],
    ['status', ['status', '.']],
    ['services', ['services', '.']],
    ['history', ['history', '.']],
    ['logs', ['logs', '.']],
    ['up', ['up', '.', '--as', 'v2']],
    ['rollback', ['rollback', '.']],
    ['down', ['down', '.']],
  ])('%s: %j', async (command, args) => {
    project ??= new TestProject({ port: await unusedPort() });
    const { document } = await project.json<{ ok: boolean }>(...args);
    expect(complaints(command, document)).toEqual([]);
  });
});
