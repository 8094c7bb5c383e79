import { describe, expect, it } from 'vitest';
import { assemble } from './assemble.ts';
import {
  type DocumentKind,
  type Fact,
  type FieldPath,
  fieldText,
  named,
  type Reading,
  type Scalar,
} from './facts.ts';
import type { ProjectOptions } from './options.ts';
import { Traced, trace } from './traced.ts';

let line = 0;
const fact = (path: FieldPath, value: Scalar, derived?: true): Fact => {
  line += 1;
  const at = { file: 'doc', line, column: 5, length: 2 };
  return { field: fieldText(path), path, value, at, ...(derived ? { derived } : {}) };
};

const reading = (kind: DocumentKind, facts: Fact[], file = `docs/${kind}`): Reading => ({
  document: { name: kind.toUpperCase(), kind, file },
  facts,
  problems: [],
  unused: [],
  needs: [],
});

/** The one service and the problems, without the warning that a SPEC of a few facts has no id. */
const only = (readings: readonly Reading[], options?: ProjectOptions) => {
  const { sourced, problems: all } = assemble(readings, options);
  const problems = all.filter(({ id }) => id !== 'service-unnamed');
  const [service] = sourced.project.services;
  if (!service) throw new Error('no service');
  return { service, problems, origins: sourced.origins, project: sourced.project };
};

const environment = (name: string, field: string, value: Scalar) => [
  fact(['service', 'environments', named(name), 'name'], name),
  fact(['service', 'environments', named(name), field], value),
];

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
    expect(service.scaling).toEqual({ min: 6, max: 6, targetCpuPercent: 70 });
    expect(problems).toEqual([]);
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

const check = (facts: Fact[]) =>
  only([reading('spec', facts)]).problems.map(({ id, at }) => `${id} ${at?.column}`);

describe('rules between fields', () => {
  it.each<[string, [FieldPath, Scalar][]]>([
    [
      'scaling-inverted 5',
      [
        [['service', 'scaling', 'min'], 5],
        [['service', 'scaling', 'max'], 2],
      ],
    ],
    [
      'request-over-limit 5',
      [
        [['service', 'resources', 'requests', 'cpu'], '2'],
        [['service', 'resources', 'limits', 'cpu'], '500m'],
      ],
    ],
    ['port-privileged 5', [[['service', 'port'], 80]]],
    ['script-environment-unknown 5', [[['service', 'scripts', named('a.sh'), 'environments', 0], 'stagin']]],
    [
      'budget-alert-mismatch 5',
      [
        [['service', 'cost', named('total'), 'monthly'], 100],
        [['service', 'cost', named('total'), 'alertPercent'], 80],
        [['service', 'cost', named('total'), 'alertAmount'], 70],
      ],
    ],
  ])('%s', (expected, facts) => {
    const named = facts.flatMap(([path, value]) => {
      const item = path[2];
      const own = typeof item === 'object' ? [fact([...path.slice(0, 3), 'name'], item.name)] : [];
      return [...own, fact(path, value)];
    });
    expect(check(named)).toEqual([expected]);
  });

  it('compare what a container may use with what its machine has', () => {
    const compute = (field: string, value: Scalar) => fact(['resources', named('compute'), field], value);
    const facts = [compute('name', 'compute'), compute('kind', 'compute'), compute('memory', '1Gi')];
    const { problems } = only([
      reading('req', [...facts, fact(['service', 'resources', 'limits', 'memory'], '2Gi')]),
    ]);
    expect(problems.map(({ message }) => message)).toEqual([
      'the memory limit 2Gi is more than an instance has (1Gi)',
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

describe('the port of a service', () => {
  it('is one of those that are offered, whichever document says it', () => {
    const own = reading('service', [fact(['service', 'port'], 8080)]);
    const score = reading('score', [
      fact(['service', 'ports', named('web'), 'port'], 80),
      fact(['service', 'ports', named('web'), 'target'], 9090),
    ]);
    const { problems } = only([own, score]);
    expect(problems.map(({ id, message }) => [id, message])).toEqual([
      ['port-not-offered', 'the service listens on 8080, and the ports that are offered lead to 9090'],
    ]);
    expect(only([score]).problems).toEqual([]);
  });

  it('is named with its service where two documents disagree in a set of several', () => {
    const specs = ['orders', 'billing'].map(name =>
      reading('spec', [fact(['service', 'name'], name), fact(['service', 'port'], 9000)]),
    );
    const req = reading('req', [fact(['service', 'port'], 9001)]);
    const found = assemble([...specs, req]).problems.filter(({ id }) => id === 'contradiction');
    expect(found.map(({ message }) => /services\.\w+\.port/.exec(message)?.[0])).toEqual([
      'services.orders.port',
      'services.billing.port',
    ]);
  });
});

describe('services that wait for each other', () => {
  const waiting = (pairs: readonly (readonly [string, string])[]) => {
    const facts = pairs.flatMap(([name, other]) => [
      fact(['services', named(name), 'name'], name),
      ...(other === '' ? [] : [fact(['services', named(name), 'dependencies', named(other), 'name'], other)]),
    ]);
    return assemble([reading('compose', facts)]).problems.map(({ id, message }) => [id, message]);
  };

  it('are an error, each circle once', () => {
    expect(
      waiting([
        ['a', 'b'],
        ['b', 'c'],
        ['c', 'b'],
        ['d', 'd'],
      ]),
    ).toEqual([
      ['dependency-circle', 'services wait for each other: b -> c -> b'],
      ['dependency-circle', 'services wait for each other: d -> d'],
    ]);
    expect(
      waiting([
        ['a', 'b'],
        ['a', 'c'],
        ['b', 'c'],
        ['c', ''],
      ]),
    ).toEqual([]);
  });
});
