import { describe, expect, it } from 'vitest';
import { assemble } from './assemble.ts';
import { type DocumentKind, named } from './facts.ts';
import { environment, fact, only, reading } from './testing/readings.ts';
import { Traced, trace } from './traced.ts';

const replicas = (kind: DocumentKind, value: number) =>
  reading(kind, environment('staging', 'replicas', value));

const cloud = (kind: DocumentKind, value: string) =>
  reading(kind, [fact(['service', 'cloud', 'provider'], value)]);

const words = (...list: string[]) => list.map((word, i) => fact(['service', 'command', i], word));

describe('which statement counts', () => {
  const port = ['service', 'port'];

  it('is the option, then the SPEC, then the REQ', () => {
    const [spec, req] = [reading('spec', [fact(port, 1111)]), reading('req', [fact(port, 2222)])];
    expect(only([req, spec], { port: 3333 }).service.port).toBe(3333);
    expect(only([req, spec], { port: 3333 }).origins.get('service.port')).toEqual({
      from: 'option',
      option: '--port',
    });
    expect(only([req, spec]).service.port).toBe(1111);
    expect(only([req]).service.port).toBe(2222);
    expect(only([]).service.port).toBe(8080);
    expect(only([]).origins.get('service.port')).toEqual({
      from: 'default',
      reason: 'no port is given: the usual unprivileged HTTP port',
    });
  });

  it('is the REQ for environments and the ADR for the cloud', () => {
    expect(
      only([replicas('spec', 1), replicas('req', 2)]).service.environments.find(
        ({ name }) => name === 'staging',
      )?.replicas,
    ).toBe(2);
    expect(only([cloud('req', 'gcp'), cloud('adr', 'aws')]).service.cloud.provider).toBe('aws');
  });

  it('warns about the other one, with both places', () => {
    const [first, second] = [fact(port, 1111), fact(port, 2222)];
    const { problems } = only([reading('spec', [first]), reading('req', [second])]);
    expect(problems).toMatchObject([
      {
        id: 'contradiction',
        severity: 'warning',
        message: `service.port is "2222" here and "1111" in doc:${first.at.line}:5`,
        why: 'two statements about one field: here the SPEC counts before the REQ',
        at: { line: second.at.line },
      },
    ]);
  });

  it('says nothing when both agree, or when one is only derived', () => {
    const limit = ['service', 'resources', 'limits', 'memory'];
    const spec = reading('spec', [fact(port, 1111), fact(limit, '1Gi')]);
    const { problems, service } = only([spec, reading('req', [fact(port, 1111), fact(limit, '4Gi', true)])]);
    expect(problems).toEqual([]);
    expect(service.resources.limits.memory).toBe('1Gi');
  });

  it('takes a list of words whole from one document, never half from each', () => {
    const readings = [
      reading('req', words('python', 'old.py', '--verbose')),
      reading('spec', words('node', 'server.js')),
    ];
    expect(only(readings).service.command).toEqual(['node', 'server.js']);
  });

  it('is about the service that each document names, when they name several', () => {
    const specs = ['orders', 'billing'].map((name, i) =>
      reading('spec', [fact(['service', 'name'], name), fact(['service', 'port'], 9000 + i)], `docs/${name}`),
    );
    const { sourced, problems } = assemble([...specs, replicas('req', 5)]);
    expect(problems.map(({ id, message }) => [id, message])).toEqual([
      ['services-several', 'the documents describe 2 services: orders (docs/orders), billing (docs/billing)'],
    ]);
    expect(sourced.project.services.map(({ name, port }) => [name, port])).toEqual([
      ['orders', 9000],
      ['billing', 9001],
    ]);
    const staging = sourced.project.services.map(({ environments }) => environments.at(-1)?.replicas);
    expect(staging).toEqual([5, 5]);
    expect(sourced.origins.get('services.billing.port')).toMatchObject({ at: { file: 'doc' } });
    expect(sourced.origins.has('service.port')).toBe(false);
  });

  it('can be said of several services in one document, which share their resources', () => {
    const facts = ['web', 'worker'].flatMap(name => [
      fact(['services', named(name), 'image', 'repository'], `example/${name}`),
      fact(['services', named(name), 'image', 'built'], false, true),
      fact(['services', named(name), 'kind'], name === 'web' ? 'http' : 'worker'),
      fact(['services', named(name), 'dependencies', named('db'), 'until'], 'healthy'),
    ]);
    const shelf = [fact(['resources', named('db'), 'kind'], 'database')];
    const { sourced, problems } = assemble([reading('compose', [...facts, ...shelf])]);
    expect(problems).toEqual([]);
    const { services, resources } = sourced.project;
    expect(
      services.map(({ name, kind, port, language, image }) => ({ name, kind, port, language, image })),
    ).toEqual([
      {
        name: 'web',
        kind: 'http',
        port: 8080,
        language: undefined,
        image: { repository: 'example/web', tag: 'latest', built: false },
      },
      {
        name: 'worker',
        kind: 'worker',
        port: undefined,
        language: undefined,
        image: { repository: 'example/worker', tag: 'latest', built: false },
      },
    ]);
    expect(services[1]?.dependencies).toEqual([{ name: 'db', until: 'healthy', required: true }]);
    expect(resources).toEqual([{ name: 'db', kind: 'database', type: '', params: [], annotations: [] }]);
  });

  it('is built here when one document knows the language and another only an image', () => {
    const score = reading('score', [
      fact(['service', 'name'], 'web'),
      fact(['service', 'image', 'built'], false, true),
      fact(['service', 'kind'], 'worker', true),
    ]);
    const own = reading('service', [
      fact(['service', 'name'], 'web'),
      fact(['service', 'language'], 'go'),
      fact(['service', 'port'], 9000),
    ]);
    expect(only([score, own]).service).toMatchObject({ kind: 'http', port: 9000, image: { built: true } });
    expect(only([score]).service).toMatchObject({ kind: 'worker', image: { built: false, tag: 'latest' } });
  });

  it('is all about one service under --name; an option for one service is refused where there are several', () => {
    const specs = ['orders', 'order-service'].map(name =>
      reading('spec', [fact(['service', 'name'], name)], `docs/${name}`),
    );
    expect(assemble(specs, { name: 'shop' }).sourced.project.services.map(({ name }) => name)).toEqual([
      'shop',
    ]);
    expect(assemble(specs, { port: 80 }).problems.map(({ id }) => id)).toEqual([
      'option-for-one-service',
      'services-several',
    ]);
  });
});

it('promotes through the environments of all documents, whichever speaks first: production alone is no beginning', () => {
  const own = reading('service', [fact(['service', 'environments', named('production'), 'replicas'], 5)]);
  const req = reading('req', [
    ...environment('development', 'strategy', 'rolling'),
    ...environment('staging', 'strategy', 'rolling'),
    ...environment('production', 'strategy', 'blue-green'),
  ]);
  const { service, project } = only([own, req]);
  const order = ['local', 'development', 'staging', 'production'];
  expect(service.environments.map(({ name }) => name)).toEqual(order);
  expect(project.environments).toEqual(order);
  expect(service.environments.at(-1)?.replicas).toBe(5);
});

describe('options', () => {
  it('set replicas and strategy of every environment, and raise what would contradict them', () => {
    const req = reading('req', [
      ...environment('staging', 'strategy', 'rolling'),
      fact(['service', 'scaling', 'max'], 4),
    ]);
    const { service, problems } = only([req], { replicas: '6', deployStrategy: 'canary' });
    expect(service.environments.map(({ name, strategy, replicas }) => [name, strategy, replicas])).toEqual([
      ['local', 'canary', 6],
      ['staging', 'canary', 6],
    ]);
    expect(service.scaling).toEqual({ min: 6, max: 6, targetCpuPercent: 70, metrics: [] });
    expect(problems).toEqual([]);
  });

  it('of another language take the version of the documented one away: Node 22 is no Python 22', () => {
    const spec = reading('spec', [
      fact(['service', 'language'], 'node'),
      fact(['service', 'languageVersion'], '22'),
    ]);
    expect(only([spec], { language: 'python' }).origins.get('service.languageVersion')).toEqual({
      from: 'default',
      reason: 'the long-term version of python',
    });
    expect(only([spec], { language: 'node' }).service.languageVersion).toBe('22');
  });

  it('that are wrong are all reported, by the name of the flag', () => {
    const { problems } = only([], {
      replicas: 'two',
      language: 'cobol',
      port: '0',
      deployStrategy: 'cannary',
    });
    expect(problems.map(({ message, fix, at }) => [message, fix, at])).toEqual([
      ['--language: "cobol" is not a language that can be delivered', 'use one of these', undefined],
      ['--port: "0" is not a port', 'use the port that the service listens on, such as 8080', undefined],
      ['--replicas: "two" is not a number of replicas', 'write the number alone, such as 2', undefined],
      ['--deploy-strategy: "cannary" is not a deployment strategy', 'did you mean "canary"?', undefined],
    ]);
  });
});

function expectFrozen(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  expect(Object.isFrozen(value)).toBe(true);
  for (const child of Object.values(value)) expectFrozen(child);
}

describe('the project', () => {
  const odd = ['__proto__', 'constructor', 'toString'];
  const facts = odd.flatMap(name => [
    fact(['service', 'variables', named(name), 'name'], name),
    fact(['service', 'variables', named(name), 'default'], 'polluted'),
  ]);
  const { project, origins, service } = only([
    reading('spec', facts),
    reading('req', environment('staging', 'replicas', 3)),
  ]);

  it('is frozen to its last leaf', () => {
    expectFrozen(project);
  });

  it('has an origin for every scalar', () => {
    const fields: string[] = [];
    const walk = (value: unknown): void => {
      if (value instanceof Traced) fields.push(...value.fields);
      else if (typeof value === 'object' && value !== null)
        for (const child of Object.values(value)) walk(child);
    };
    walk(trace(project));
    expect(fields.length).toBeGreaterThan(50);
    expect(fields.filter(field => !origins.has(field))).toEqual([]);
  });

  it('takes any item name without touching a prototype', () => {
    expect(service.variables.map(({ name }) => name)).toEqual(odd);
    expect(Object.getPrototypeOf(service)).toBe(Object.prototype);
    expect(({} as { default?: unknown }).default).toBeUndefined();
  });
});
