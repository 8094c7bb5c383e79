import { describe, expect, it } from 'vitest';
import { type FieldPath, named, type Scalar } from './facts.ts';
import { fact, only, reading } from './testing/readings.ts';

const steps = (...weights: readonly number[]) =>
  weights.map((weight, i) => fact(['service', 'rollout', 'steps', i, 'weight'], weight));
const hook = (name: string, fields: Readonly<Record<string, Scalar>>) =>
  Object.entries({ name, ...fields }).map(([field, value]) => {
    const path: FieldPath = ['service', 'hooks', named(name)];
    return fact(field === 'command' ? [...path, field, 0] : [...path, field], value);
  });
const freeze = (name: string, from: string, to: string) =>
  Object.entries({ name, from, to }).map(([field, value]) =>
    fact(['service', 'environments', named('production'), 'freezes', named(name), field], value),
  );
const production = fact(['service', 'environments', named('production'), 'name'], 'production');

describe('what several documents say of a rollout', () => {
  it('has the steps of the first of them, and none of the others', () => {
    const { service, problems } = only([reading('req', steps(5, 20, 60)), reading('spec', steps(25))]);
    expect(service.rollout.steps).toEqual([{ weight: 25 }]);
    expect(problems).toEqual([]);
  });

  it('has the hooks and the freezes of all, joined by their names', () => {
    const { service, problems } = only([
      reading('req', [
        production,
        ...freeze('weekend', 'fri 16:00', 'mon 06:00'),
        ...hook('smoke', { command: './smoke.sh' }),
        ...hook('migration', { command: 'migrate' }),
      ]),
      reading('service', [
        ...freeze('year end', '2026-12-20 00:00', '2027-01-02 00:00'),
        ...hook('smoke', { timeoutSeconds: 20 }),
      ]),
    ]);
    expect(problems).toEqual([]);
    expect(service.hooks).toEqual([
      { name: 'smoke', at: 'smoke', command: ['./smoke.sh'], timeoutSeconds: 20 },
      { name: 'migration', at: 'migration', command: ['migrate'], timeoutSeconds: 300 },
    ]);
    expect(service.environments.at(-1)?.freezes.map(({ name }) => name)).toEqual(['weekend', 'year end']);
  });

  it('names the point of a hook where its name is none', () => {
    const facts = [...hook('warm', { command: 'warm' }), ...hook('post-deploy', {})];
    const { problems } = only([reading('service', facts)]);
    expect(problems.map(({ id, message }) => [id, message])).toEqual([
      ['hook-incomplete', 'nothing says when the hook warm runs'],
      ['hook-incomplete', 'the hook post-deploy has no command'],
    ]);
  });
});
