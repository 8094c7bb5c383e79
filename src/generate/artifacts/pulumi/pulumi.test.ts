import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ordersProject, ordersWith } from '../../../../test/fixtures/orders.ts';
import type { Project } from '../../../model/service.ts';
import { emit, refusalsOf } from '../index.ts';

const filesOf = (project: Project): ReadonlyMap<string, string> =>
  new Map(emit(project, ['pulumi'], {}).map(({ path, content }) => [path, content]));

type Config = Readonly<Record<string, unknown>>;

function settingsOf(project: Project, stack = 'prod'): Config {
  const { config } = parse(filesOf(project).get(`Pulumi.${stack}.yaml`) ?? '') as { config: Config };
  return config;
}

describe('the settings of a stack', () => {
  it('are the values of the documents, in the words of TypeScript', () => {
    expect(settingsOf(ordersProject)).toMatchObject({
      'aws:region': 'us-east-1',
      'orders:environment': 'production',
      'orders:deletionProtection': true,
      'orders:databases': { database: { engine: 'postgres', engineVersion: '15.3', multiAz: true } },
    });
  });

  it('never look like something that Pulumi has to decrypt', () => {
    const variables = [{ name: 'secure', required: false, default: 'v1:abc', sensitive: false }];
    const { 'orders:services': services } = settingsOf(ordersWith({ variables })) as {
      'orders:services': { orders: { environment: unknown } };
    };
    expect(services.orders.environment).toContainEqual({ name: 'secure', value: 'v1:abc' });
    expect(JSON.stringify(services)).not.toContain('"secure":');
  });

  it('leave out what is not there, since Pulumi has no null', () => {
    for (const content of filesOf(ordersProject).values()) expect(content).not.toMatch(/: (?:null|~)$/m);
  });
});

describe('the program', () => {
  it('has what the project needs and nothing else', () => {
    const paths = [...filesOf({ ...ordersProject, resources: [] }).keys()];
    expect(paths).toContain('components/compute.ts');
    expect(paths).not.toContain('databases.ts');
    expect(paths).not.toContain('components/database.ts');
    expect([...filesOf(ordersProject).keys()]).toContain('databases.ts');
  });

  it('shows no marker of parts', () => {
    for (const [path, content] of filesOf(ordersProject)) expect(content, path).not.toMatch(/\/\/: |#: /);
  });

  it('imports only what is there', () => {
    for (const project of [ordersProject, { ...ordersProject, resources: [] }]) {
      const files = filesOf(project);
      for (const [path, content] of files)
        for (const [, wanted = ''] of content.matchAll(/from '(\.[^']+)'/g)) {
          const { pathname } = new URL(`${wanted}.ts`, `https://stack/${path}`);
          expect(files.has(pathname.slice(1)), `${path}: ${wanted}`).toBe(true);
        }
    }
  });

  it('tries each stack in a process of its own', () => {
    const tests = [...filesOf(ordersProject).keys()].filter(path => path.startsWith('tests/stack.'));
    expect(tests).toContain('tests/stack.prod.test.ts');
  });
});

it('makes nothing where the documents say Kubernetes, and says so', () => {
  const compute = { kind: 'compute', name: 'compute', type: 'EKS', params: [], annotations: [] } as const;
  const project = { ...ordersProject, resources: [...ordersProject.resources, compute] };
  expect(filesOf(project).size).toBe(0);
  expect(refusalsOf('pulumi', project).map(({ id }) => id)).toEqual(['runner-not-generated']);
});
