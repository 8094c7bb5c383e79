import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ordersProject, ordersWith } from '../../../../test/fixtures/orders.ts';
import type { Project } from '../../../model/service.ts';
import { plain } from '../../../model/traced.ts';
import { emit, refusalsOf } from '../index.ts';
import { logicalId, shortName } from './aws/logical-ids.ts';

const filesOf = (project: Project): ReadonlyMap<string, string> =>
  new Map(emit(project, ['cloudformation'], {}).map(({ path, content }) => [path, content]));

interface Resource {
  readonly Type: string;
  readonly DeletionPolicy?: string;
  readonly Properties: { readonly Parameters: Readonly<Record<string, unknown>> };
}

const rootOf = (project: Project, environment = 'prod') =>
  parse(filesOf(project).get(`environments/${environment}.yaml`) ?? '') as {
    readonly Resources: Readonly<Record<string, Resource>>;
  };

describe('the root of an environment', () => {
  it('tells nested stacks what the documents say', () => {
    const { DatabaseDatabase: database } = rootOf(ordersProject).Resources;
    expect(database?.Properties.Parameters).toMatchObject({
      Engine: 'postgres',
      EngineVersion: '15.3',
      ParameterFamily: 'postgres15',
      MultiAz: 'true',
    });
  });

  it('says parameters as texts, whatever they are', () => {
    for (const { Type, Properties } of Object.values(rootOf(ordersProject).Resources))
      if (Type === 'AWS::CloudFormation::Stack')
        for (const value of Object.values(Properties.Parameters))
          expect(['string', 'object']).toContain(typeof value);
  });

  it('keeps what holds data where it is protected, and only there', () => {
    const kept = (environment: string) =>
      Object.entries(rootOf(ordersProject, environment).Resources)
        .filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain')
        .map(([id]) => id);
    expect(kept('prod')).toContain('DatabaseDatabase');
    expect(kept('prod')).toContain('Encryption');
    expect(kept('prod')).not.toContain('Network');
    expect(kept('dev')).toEqual([]);
  });

  it('names templates that are there, and tells each what it wants to know', () => {
    const files = filesOf(ordersProject);
    for (const [id, { Type, Properties }] of Object.entries(rootOf(ordersProject).Resources)) {
      if (Type !== 'AWS::CloudFormation::Stack') continue;
      const { TemplateURL, Parameters } = Properties as unknown as {
        TemplateURL: string;
        Parameters: Record<string, unknown>;
      };
      const path = TemplateURL.replace('../', '');
      const template = parse(files.get(path) ?? '') as {
        Parameters: Record<string, { Default?: unknown }>;
      } | null;
      expect(template, `${id}: ${path}`).not.toBeNull();
      const wanted = Object.keys(template?.Parameters ?? {});
      const needed = Object.entries(template?.Parameters ?? {})
        .filter(([, { Default }]) => Default === undefined)
        .map(([name]) => name);
      expect(wanted, id).toEqual(expect.arrayContaining(Object.keys(Parameters)));
      expect(Object.keys(Parameters), id).toEqual(expect.arrayContaining(needed));
    }
  });
});

describe('logical ids', () => {
  it('are the words of a name', () => {
    expect(logicalId('Database', 'order-lines')).toBe('DatabaseOrderLines');
  });

  it('are never shared by two names', () => {
    const names = ['a-1', 'a1', 'a-b', 'ab', 'a--b', 'a-b1', 'a-b-1', '1-a', '1a'];
    expect(new Set(names.map(name => plain(logicalId('Queue', name)))).size).toBe(names.length);
    for (const name of names) expect(plain(logicalId('Queue', name))).toMatch(/^[A-Za-z0-9]+$/);
  });
});

it('shortens names of load balancers to 32 characters, each to another', () => {
  const long = 'a-service-with-a-rather-long-name';
  expect(shortName('orders-production')).toBe('orders-production');
  expect(shortName(`${long}-blue`, long).length).toBeLessThanOrEqual(32);
  expect(shortName(`${long}-blue`, long)).not.toBe(shortName(`${long}-green`, long));
});

it('makes nothing of a text that CloudFormation would resolve, and says so', () => {
  const value = '{{resolve:secretsmanager:others:SecretString:password}}';
  const variables = [{ name: 'NOTE', required: false, default: value, sensitive: false }];
  const project = ordersWith({ variables });
  expect(filesOf(project).size).toBe(0);
  expect(refusalsOf('cloudformation', project).map(({ id }) => id)).toEqual(['dynamic-reference']);
});

it('makes nothing where the documents say Kubernetes, and says so', () => {
  const compute = { kind: 'compute', name: 'compute', type: 'EKS', params: [], annotations: [] } as const;
  const project = { ...ordersProject, resources: [...ordersProject.resources, compute] };
  expect(filesOf(project).size).toBe(0);
  expect(refusalsOf('cloudformation', project).map(({ id }) => id)).toEqual(['runner-not-generated']);
});
