import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { composeText, envText } from './testing/compose-text.ts';
import { type Files, read, service } from './testing/read.ts';

describe('a file that grows without end', () => {
  const limited = (text: string, files: Files = {}, variables: Files = {}) => {
    const found = read(text, files, variables).problems.filter(({ severity }) => severity === 'error');
    const messages = new Set(found.map(({ id, message }) => `${id} ${message}`));
    return [...messages].filter(message => !message.startsWith('compose-file-missing'));
  };

  it('by aliases, depth, chains, includes, variables or merging is refused by name', () => {
    const names = 'abcdefghij'.split('');
    const bomb = names.map(
      (name, i) =>
        `x-${name}: &${name} [${Array(10)
          .fill(i === 0 ? 'ha' : `*${names[i - 1]}`)
          .join()}]`,
    );
    expect(limited(bomb.join('\n'))).toEqual([
      'yaml-too-many-nodes the YAML expands to more than 50000 values',
    ]);
    expect(limited(`x: ${'['.repeat(100)}`)).toEqual([
      'yaml-too-deep the YAML is nested deeper than 64 levels',
    ]);
    const chain = Array.from({ length: 60 }, (_, i) => `  s${i}: { image: x:1, extends: s${i + 1} }`).join(
      '\n',
    );
    expect(limited(`services:\n${chain}\n  s60: { image: x:1 }\n`)).toContain(
      'compose-chain-too-long extends goes through more than 32 steps',
    );
    const nested = Object.fromEntries(
      Array.from({ length: 30 }, (_, i) => [
        `${i}.yaml`,
        `include: [${i + 1}.yaml]\nservices: { s${i}: { image: x:1 } }\n`,
      ]),
    );
    expect(limited('include: [0.yaml]\nservices: { a: { image: x:1 } }\n', nested)).toEqual([
      'compose-chain-too-long include goes through more than 16 steps',
    ]);
    const wide = `include: [${Array.from({ length: 150 }, (_, i) => `${i}.yaml`).join()}]\nservices: { a: { image: x:1 } }\n`;
    expect(limited(wide)).toEqual([
      'compose-too-large the files of this project grow beyond 100',
      'compose-too-large the includes of this project grow beyond 100',
    ]);
    const letters = 'abcdefghijklmno'.split('').map(letter => `${letter}.yaml`);
    const each = `include: [${letters.join()}]\nservices: { a: { image: x:1 } }\n`;
    expect(limited(each, Object.fromEntries(letters.map(letter => [letter, each])))).toContain(
      'compose-too-large the includes of this project grow beyond 100',
    );
    const long = { BIG: 'x'.repeat(10_000) };
    expect(limited(service(`labels: ["a=${'$BIG'.repeat(1000)}"]`), {}, long)).toEqual([
      'compose-too-large the values of variables grow beyond 1048576',
    ]);
    const base = Array.from({ length: 2000 }, (_, i) => `V${i}: 1`).join();
    const heirs = Array.from(
      { length: 999 },
      (_, i) => `  h${i}: { extends: base, environment: { ANOTHER_VARIABLE: 1 } }`,
    ).join('\n');
    expect(limited(`services:\n  base: { image: x:1, environment: { ${base} } }\n${heirs}\n`)).toEqual([
      'compose-too-large the values of merged services grow beyond 20000',
      'compose-too-large the values of all services grow beyond 20000',
    ]);
    const many = Array.from({ length: 1001 }, (_, i) => `  s${i}: { image: x:1 }`).join('\n');
    expect(limited(`services:\n${many}\n`)).toEqual([
      'compose-too-large the services of this project grow beyond 1000',
    ]);
  });
});

describe('any text at all', () => {
  it('is read without throwing, with a place for each fact and a fix for each problem', () => {
    fc.assert(
      fc.property(composeText, composeText, envText, (text, other, env) => {
        const files = { 'other.yaml': other, 'a.env': env, '.env': env, 'compose.override.yaml': other };
        const { facts, problems: found, unused } = read(text, files, { A: 'a' });
        for (const { at } of [...facts, ...unused]) expect(at.line).toBeGreaterThan(0);
        for (const { why, fix } of found) expect(why.length * fix.length).toBeGreaterThan(0);
        expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });
});
