/** npm run simulate:cover: looks for seeds that together take every transition, and writes test/simulation/covering.json. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transitions } from '../../src/deliver/release/transitions.ts';
import { peopleEvery, scenarioOf } from './generate.ts';
import { simulate } from './simulate.ts';

const most = 15_000;
const missing = new Set(
  Object.entries(transitions).flatMap(([from, all]) => all.map(to => `${from} -> ${to}`)),
);
const seeds: number[] = [];
for (let n = 1; n <= most && missing.size > 0; n += 1) {
  // Pauses and freezes are what is rare.
  const seed = n % 4 === 0 ? n * peopleEvery + 3 : n * peopleEvery;
  const { coverage } = await simulate(scenarioOf(seed));
  let isNew = false;
  for (const taken of coverage.transitions.keys()) isNew = missing.delete(taken) || isNew;
  if (isNew) seeds.push(seed);
}
const root = process.env['PROJECT_ROOT'] ?? '.';
writeFileSync(join(root, 'test', 'simulation', 'covering.json'), `${JSON.stringify(seeds)}\n`);
console.log(`${seeds.length} seeds; nobody takes ${[...missing].join(', ') || 'nothing'}`);
process.exitCode = missing.size === 0 ? 0 : 1;
