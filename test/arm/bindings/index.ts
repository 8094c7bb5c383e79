/** Resources as templates would make them, against models that Microsoft publishes on npm. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite } from '../../suite/index.ts';
import type { Resource } from '../made.ts';
import { faultsOf } from './faults.ts';
import type { Models } from './mapper.ts';
import { newer, published } from './published.ts';

type Fields = Readonly<Record<string, unknown>>;
type Check = (resource: Resource) => readonly string[] | undefined;

export async function checkBindings(resources: readonly Resource[], suite: Suite): Promise<void> {
  const { tally, work } = suite;
  tally.title('Models that Microsoft publishes');
  const packages = Object.entries(published).map(([name, { version }]) => `${name}@${version}`);
  writeFileSync(join(work, 'package.json'), '{ "private": true }');
  const argv = ['install', '--ignore-scripts', '--no-audit', '--no-fund', ...packages];
  const { status, stderr } = spawnSync('npm', argv, { cwd: work, encoding: 'utf8' });
  if (!tally.judge('the packages are brought', status === 0, () => stderr)) return;
  const check = await checkOf(join(work, 'node_modules'));
  const checked = resources.filter(resource => check(resource) !== undefined);
  const faults = [...new Set(checked.flatMap(resource => check(resource) ?? []))];
  tally.faultless(
    `${checked.length} resources of ${resources.length} are as their models`,
    faults.filter(fault => !newer.includes(fault)),
  );
  tally.equal(
    'each property that is newer than its package is there',
    newer.filter(fault => !faults.includes(fault)),
    [],
  );
  tally.faultless(
    'each misspelt property is found',
    checked.flatMap(resource => missed(resource, check)),
  );
}

async function checkOf(modules: string): Promise<Check> {
  const known = new Map<string, readonly [Models, string]>();
  for (const [name, { models: folder, kinds }] of Object.entries(published)) {
    const models = (await import(join(modules, name, folder, 'mappers.js'))) as Models;
    for (const [kind, model] of Object.entries(kinds)) known.set(kind, [models, model]);
  }
  return ({ type, properties }) => {
    const [models, name = ''] = known.get(type) ?? [];
    if (!models) return undefined;
    const model = models[name];
    return model ? faultsOf(properties as Fields, model, models) : [`${type}: no model ${name} is published`];
  };
}

/** Each property misspelt, one at a time. @returns those that no fault tells of */
function missed(resource: Resource, check: Check): string[] {
  const whole = resource.properties as Fields;
  const properties = (whole['properties'] ?? {}) as Fields;
  return Object.entries(properties).flatMap(([name, value]) => {
    const { [name]: _, ...others } = properties;
    const wrong = { ...whole, properties: { ...others, [`${name}s`]: value } };
    const found = check({ type: resource.type, properties: wrong }) ?? [];
    const isFound = value === null || found.some(fault => fault.endsWith(`.${name}s is unknown`));
    return isFound ? [] : [`${resource.type}: ${name}`];
  });
}
