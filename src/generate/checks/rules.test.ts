import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogue } from '../../errors/index.ts';
import { builtInRules } from './rules.ts';

test('every rule that a check names is in the list of rules, and no other', () => {
  const folder = new URL('.', import.meta.url);
  const sources = readdirSync(folder)
    .filter(name => name.endsWith('.ts') && !/(?:\.test|^rules)\.ts$/.test(name))
    .map(name => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  const named = Object.keys(catalogue).filter(id => sources.includes(`'${id}'`));
  expect([...builtInRules]).toEqual(named.toSorted());
});
