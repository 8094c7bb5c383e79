import { describe, expect, it } from 'vitest';
import { type Fact, named } from './facts.ts';
import { environment, fact, only, reading } from './testing/readings.ts';

describe('defaults', () => {
  it('make a whole service out of nothing but a language', () => {
    const { service, project } = only([], { language: 'python', deployStrategy: 'blue-green' });
    expect(project.environments).toEqual(['local', 'staging', 'production']);
    expect(service).toMatchObject({
      name: 'service',
      language: 'python',
      languageVersion: '3.12',
      entryPoint: 'main.py',
      command: ['python', 'main.py'],
      image: { repository: 'service', tag: '0.1.0' },
      health: { live: '/health/live', ready: '/health/ready', startup: '/health/startup' },
    });
    expect(service.environments.map(({ name, approval }) => [name, approval])).toEqual([
      ['local', false],
      ['staging', false],
      ['production', true],
    ]);
  });

  it('keep every environment but local in a cluster, whatever is provisioned, until a document moves it', () => {
    const compute = [
      fact(['resources', named('compute'), 'kind'], 'compute'),
      fact(['resources', named('compute'), 'type'], 'ECS Fargate'),
    ];
    const moved = environment('staging', 'target', 'docker');
    const { service, origins } = only([
      reading('req', [...compute, ...environment('production', 'replicas', 2)]),
      reading('service', moved),
    ]);
    expect(Object.fromEntries(service.environments.map(({ name, target }) => [name, target]))).toEqual({
      local: 'process',
      production: 'kubernetes',
      staging: 'docker',
    });
    expect(origins.get('service.environments.production.target')).toEqual({
      from: 'default',
      reason:
        'manifests and pipeline are made for a cluster; what a compute resource is called (ECS Fargate) is what is provisioned, and no document names another target for the environment',
    });
  });

  it.each([
    ['production', 'replicas', 4, [['production', true]]],
    ['production', 'strategy', 'blue-green', [['production', true]]],
    ['production', 'approval', false, [['production', false]]],
    ['staging', 'replicas', 3, [['staging', false]]],
  ] as const)('leave %s its usual approval where %s is %s', (name, field, value, approvals) => {
    const { service } = only([reading('service', environment(name, field, value))]);
    expect(service.environments.map(({ name, approval }) => [name, approval])).toEqual([
      ['local', false],
      ...approvals,
    ]);
  });

  it.each([
    ['fastapi', 'src/main.py', ['uvicorn', 'src.main:app', '--host', '0.0.0.0', '--port', '8080']],
    ['Flask', 'app.py', ['gunicorn', 'app:app']],
    ['something else', 'app.py', ['python', 'app.py']],
  ])('start %s as it is usually started', (framework, entry, command) => {
    const facts = [fact(['service', 'framework'], framework), fact(['service', 'entryPoint'], entry)];
    const { service, origins } = only([reading('spec', facts)]);
    expect(service.command).toEqual(command);
    expect(service.language).toBe('python');
    expect(origins.get('service.language')).toEqual({
      from: 'default',
      reason: `the entry point ${entry} is written in it`,
    });
  });

  it.each<[Fact, string]>([
    [fact(['service', 'scaling', 'min'], 3), 'service.environments.production.replicas'],
    [fact(['service', 'name'], 'api'), 'service.image.repository'],
    [fact(['service', 'version'], '1.2.3'), 'service.image.tag'],
    [fact(['service', 'health', 'live'], '/healthz'), 'service.health.startup'],
    [fact(['service', 'resources', 'limits', 'memory'], '1Gi'), 'service.resources.requests.memory'],
    [fact(['service', 'resources', 'requests', 'cpu'], '2'), 'service.resources.limits.cpu'],
  ])('that follow from what a document says ($field) are decided by its line', (said, follows) => {
    const { origins } = only([reading('spec', [said])]);
    expect(origins.get(follows)).toEqual({ from: 'document', at: said.at });
  });

  it('use the one health path that is named for all probes', () => {
    const { service } = only([reading('spec', [fact(['service', 'health', 'live'], '/healthz')])]);
    expect(service.health).toMatchObject({ live: '/healthz', ready: '/healthz', startup: '/healthz' });
  });

  it('never ask for more than a limit that is named, nor limit below a request', () => {
    const limits = reading('spec', [fact(['service', 'resources', 'limits', 'memory'], '64Mi')]);
    expect(only([limits]).service.resources.requests.memory).toBe('64Mi');
    const requests = reading('spec', [fact(['service', 'resources', 'requests', 'memory'], '2Gi')]);
    expect(only([requests]).service.resources.limits.memory).toBe('2Gi');
  });

  it('give each resource the provider of the project, with the place where it was decided', () => {
    const cloud = fact(['service', 'cloud', 'provider'], 'aws');
    const cache = ['name', 'kind'].map(field => fact(['resources', named('cache'), field], 'cache'));
    const { project, origins } = only([reading('req', [cloud, ...cache])]);
    expect(project.resources).toMatchObject([{ name: 'cache', kind: 'cache', type: '', provider: 'aws' }]);
    expect(origins.get('resources.cache.provider')).toEqual({ from: 'document', at: cloud.at });
  });
});

describe('the health of an instance', () => {
  it('is asked over TCP where nobody says a path and the sources are not known', () => {
    const image = fact(['service', 'image', 'built'], false, true);
    expect(only([reading('compose', [image])]).service.health.over).toBe('tcp');
    expect(
      only([reading('compose', [image, fact(['service', 'health', 'ready'], '/ok')])]).service.health,
    ).toMatchObject({ over: 'http', live: '/ok', ready: '/ok' });
    expect(only([reading('spec', [])]).service.health.over).toBe('http');
  });
});
