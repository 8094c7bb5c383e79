import { describe, expect, it } from 'vitest';
import { ordersProject } from '../../../../test/fixtures/orders.ts';
import { emit, folders } from '../../../generate/artifacts/index.ts';
import type { Artifact, Family } from '../../../generate/artifacts/shared/artifact.ts';
import { placeOf } from '../../../generate/artifacts/shared/folders.ts';
import type { Project, Service } from '../../../model/service.ts';
import { linesChanged } from '../changes.ts';
import type { ComparedFile } from './compare.ts';
import { effectsOf } from './effects.ts';

const [orders] = ordersProject.services;
if (!orders) throw new Error('the fixture has a service');
const service: Service = orders;

const withService = (change: Partial<Service>): Project => ({
  ...ordersProject,
  services: [{ ...service, ...change }],
});

const made = (project: Project | undefined): Map<string, Artifact> =>
  new Map(
    (project ? emit(project, Object.keys(folders) as Family[], { pipelineType: 'github-actions' }) : []).map(
      artifact => [placeOf(artifact), artifact],
    ),
  );

/** The effects of going from one project to another, by what the emitters really make of both. */
function effects(before: Project | undefined, now: Project): string[] {
  const [olds, news] = [made(before), made(now)];
  const files = [...new Set([...olds.keys(), ...news.keys()])].map((path): ComparedFile => {
    const [was, is] = [olds.get(path), news.get(path)];
    const action = was?.content === is?.content ? 'unchanged' : !was ? 'created' : is ? 'changed' : 'removed';
    const family = is?.family ?? was?.family ?? '';
    return {
      before: was,
      after: is,
      change: { path, family, action, causes: [], ...linesChanged(was?.content, is?.content) },
    };
  });
  return effectsOf({ before, now, files }).map(({ text }) => text);
}

const pods = (environment: string) =>
  service.environments.find(({ name }) => name === environment)?.replicas ?? 0;
const strategy = (environment: string) =>
  service.environments.find(({ name }) => name === environment)?.strategy ?? '';

describe('the effect of a change', () => {
  it('of nothing is none', () => {
    expect(effects(ordersProject, ordersProject)).toEqual(['no running effect']);
  });

  it('of a memory limit is a restart in every environment but the local one', () => {
    const limits = { ...service.resources.limits, memory: '1Gi' };
    const found = effects(ordersProject, withService({ resources: { ...service.resources, limits } }));
    expect(found).toContain(`restarts ${pods('production')} pods in production, ${strategy('production')}`);
    expect(found.filter(text => text.includes('local'))).toEqual([]);
    expect(found.filter(text => text.includes('image'))).toEqual([]);
  });

  it('of replicas is scaling, without a restart', () => {
    const environments = service.environments.map(environment =>
      environment.name === 'production'
        ? { ...environment, replicas: environment.replicas + 3 }
        : environment,
    );
    const found = effects(ordersProject, withService({ environments }));
    expect(found).toContain(`scales production from ${pods('production')} to ${pods('production') + 3} pods`);
    expect(found.filter(text => text.startsWith('restarts'))).toEqual([]);
  });

  const environmentsBut = (name: string) =>
    service.environments.filter(environment => environment.name !== name);
  const approvedBy = (approval: boolean) =>
    withService({
      environments: service.environments.map(environment =>
        environment.name === 'production' ? { ...environment, approval } : environment,
      ),
    });

  it('of an environment that is named no more is said first, and that what runs there stays', () => {
    const [first] = effects(ordersProject, withService({ environments: environmentsBut('staging') }));
    expect(first).toBe('staging is no longer deployed; what runs there stays until somebody takes it down');
  });

  it('of another environment is its first deploy, and no restart of it', () => {
    const without = withService({ environments: environmentsBut('production') });
    const limits = { ...service.resources.limits, memory: '1Gi' };
    const [first, ...others] = effects(without, withService({ resources: { ...service.resources, limits } }));
    expect(first).toBe(
      `production is deployed for the first time: ${pods('production')} pods (${strategy('production')}), once a person has approved`,
    );
    expect(others.filter(text => text.includes('production'))).toEqual([]);
  });

  it.each([
    [true, false, 'production is no longer approved by a person'],
    [false, true, 'production is approved by a person from now on'],
  ])('of an approval that was %s and is %s is that %s', (before, now, text) => {
    expect(effects(approvedBy(before), approvedBy(now))[0]).toBe(text);
  });

  it('of an image is named with both', () => {
    const image = { ...service.image, tag: '9.9.9' };
    const found = effects(ordersProject, withService({ image }));
    expect(found.filter(text => text.startsWith('changes the image from '))).toEqual([
      expect.stringMatching(/ to \S+:9\.9\.9$/),
    ]);
  });

  it('of a volume that goes leaves the claim behind', () => {
    const found = effects(ordersProject, withService({ volumes: [] }));
    expect(found).toContain(
      'PersistentVolumeClaim orders-data is generated no more; it stays in the cluster until somebody deletes it',
    );
  });

  it('of a first document is a first deploy', () => {
    expect(effects(undefined, ordersProject)).toContain(
      `its first deploy to production starts ${pods('production')} pods (${strategy('production')})`,
    );
  });

  it('of a service that goes is what it leaves running', () => {
    const second = { ...service, name: 'mails' };
    const both = { ...ordersProject, services: [service, second] };
    expect(effects(both, ordersProject)).toContain(
      'mails is in the documents no more; what runs of it stays until somebody takes it down',
    );
  });
});
