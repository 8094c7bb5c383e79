import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { transitions } from '../../src/deliver/release/transitions.ts';
import { explore } from './explore.ts';
import { scenarioOf } from './generate.ts';
import { simulate } from './simulate.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const table = Object.entries(transitions).flatMap(([from, all]) => all.map(to => `${from} -> ${to}`));

test('the simulation takes every transition of the table', async () => {
  // Found by `npm run simulate:cover`, which is to be run again when scenarios or the table have changed.
  const seeds = JSON.parse(readFileSync(here('covering.json'), 'utf8')) as number[];
  const taken = new Set<string>();
  for (const seed of seeds)
    for (const transition of (await simulate(scenarioOf(seed))).coverage.transitions.keys())
      taken.add(transition);
  expect(table.filter(transition => !taken.has(transition))).toEqual([]);
});

test('no walk through the machine takes any other, or throws', () => {
  const taken = explore(3000, 1);
  expect([...taken].filter(transition => !table.includes(transition))).toEqual([]);
  expect(taken.size).toBeGreaterThan(70);
});

test('docs/RELEASE.md draws the table', () => {
  const file = here('../../docs/RELEASE.md');
  const drawn = drawing();
  // UPDATE=1 draws it anew.
  const text = readFileSync(file, 'utf8');
  const updated = text.replace(/```mermaid\n[^`]*```/, drawn);
  if (process.env['UPDATE']) writeFileSync(file, updated);
  else expect(updated).toBe(text);
  expect(text).toContain('```mermaid');
});

function drawing(): string {
  const ends = ['promoted', 'rolled-back', 'failed'];
  const name = (state: string) => (state === 'new' ? '[*]' : state.replaceAll('-', '_'));
  const lines = [
    ...Object.entries(transitions).flatMap(([from, all]) =>
      all.map(to => `    ${name(from)} --> ${name(to)}`),
    ),
    ...ends.map(end => `    ${name(end)} --> [*]`),
  ];
  return ['```mermaid', 'stateDiagram-v2', ...lines, '```'].join('\n');
}
