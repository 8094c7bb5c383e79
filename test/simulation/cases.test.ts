import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Scenario } from './scenario.ts';
import { simulate } from './simulate.ts';

const folder = fileURLToPath(new URL('cases/', import.meta.url));

for (const name of readdirSync(folder).filter(file => file.endsWith('.json'))) {
  const { about, scenario } = JSON.parse(readFileSync(`${folder}${name}`, 'utf8')) as {
    readonly about: string;
    readonly scenario: Scenario;
  };
  test(`${name}: ${about}`, async () => {
    const { violations } = await simulate(scenario);
    expect(violations.map(({ invariant, sentence }) => `${invariant}: ${sentence}`)).toEqual([]);
  });
}
