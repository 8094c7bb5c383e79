import { expect, test } from 'vitest';
import { gofmt } from './gofmt.ts';

const scan = { root: '/project', files: [], kinds: new Set<never>(), pathOf: () => '' };

test('gofmt says by the name of a file that it writes it in another way, and by its line that it cannot', () => {
  const outcome = { code: 2, stdout: 'a_test.go\n', stderr: "b_test.go:3:7: expected 'IDENT'\n" };
  expect(gofmt.findings(outcome, scan)).toEqual([
    { id: 'format', message: 'gofmt writes it in another way', file: 'a_test.go' },
    { id: 'parse', message: "expected 'IDENT'", file: 'b_test.go', line: 3 },
  ]);
  expect(() => gofmt.findings({ code: undefined, stdout: '', stderr: '' }, scan)).toThrow(
    'gofmt is not here',
  );
});
