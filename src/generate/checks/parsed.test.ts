import { expect, test } from 'vitest';
import { parseArtifact } from './parsed.ts';

test('JSON that is none is found before it is written', () => {
  const file = { family: 'tests', kind: 'json', mode: 0o644, ownership: 'managed', spans: [] } as const;
  const of = (content: string) =>
    parseArtifact({ ...file, path: 'postman/collection.json', content }).problems.map(
      ({ id, artifact }) => `${id} ${artifact}`,
    );
  expect(of('{"a":1}\n')).toEqual([]);
  expect(of('{"a":1,}\n')).toEqual(['artifact-unparsable tests/postman/collection.json']);
});
