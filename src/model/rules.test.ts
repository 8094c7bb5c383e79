import { describe, expect, it } from 'vitest';
import { assemble } from './assemble.ts';
import { type Fact, type FieldPath, named, type Scalar } from './facts.ts';
import { fact, only, reading } from './testing/readings.ts';

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
