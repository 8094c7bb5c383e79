import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { database, entry, read, withResources } from './testing/read.ts';

describe('whatever a document holds', () => {
  /** As Compose fills in: `$$` is a dollar sign, and no other is left. */
  const filledIn = (value: string) =>
    value.replaceAll(/\$\$|\$/g, sign => {
      if (sign === '$') throw new Error(`${value} is filled in`);
      return '$';
    });
  const hostile = fc.oneof(
    fc.string(),
    fc.string({
      unit: fc.constantFrom('$', '{', '}', '"', "'", ':', '#', '\n', ' ', '-', '!', '&', '*', 'x'),
    }),
  );

  test('Compose hands that very text on', () => {
    fc.assert(
      fc.property(hostile, hostile, (value, argument) => {
        const variables = [{ name: 'TEXT', required: false, sensitive: false, default: value }];
        const image = { repository: 'registry.example.com/search', tag: '1.2.3', built: false };
        const changes = { variables, image, command: [`a${argument}`], arguments: [] };
        const found = entry(withResources([], changes), 'orders');
        expect(filledIn(found?.environment?.['TEXT'] ?? '')).toBe(value);
        expect(filledIn(found?.entrypoint?.[0] ?? '')).toBe(`a${argument}`);
      }),
      { numRuns: 200 },
    );
  });

  test('names of resources become keys that are taken once', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), names => {
        const resources = [...new Set(names)].map(name => database('PostgreSQL', { name }));
        const { services } = read(withResources(resources));
        expect(Object.keys(services).length).toBe(resources.length + 2);
        for (const key of Object.keys(services)) expect(key).toMatch(/^[a-z0-9][a-z0-9-]*$/);
      }),
      { numRuns: 100 },
    );
  });
});
