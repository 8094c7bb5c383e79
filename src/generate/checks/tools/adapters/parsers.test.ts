import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scan } from '../scan.ts';
import { gofmt, node } from './parsers.ts';

const root = mkdtempSync(join(tmpdir(), 'parsers-'));
const places = { cache: join(root, 'none') };

test('Node parses a file as a module, whatever it is called, and says in which line it cannot', async () => {
  writeFileSync(join(root, 'load.js'), "import http from 'k6/http';\nexport default () => http.get('/');\n");
  writeFileSync(join(root, 'bad.mjs'), 'const a = 1;\nconst b = ;\n');
  const files = ['load.js', 'bad.mjs'].map(path => ({ path, kind: 'javascript' as const }));
  const { findings } = await scan(node, root, files, places);
  expect(findings).toEqual([
    { id: 'parse', message: "SyntaxError: Unexpected token ';'", file: 'bad.mjs', line: 2 },
  ]);
});

test('gofmt says by the name of a file that it writes it in another way, and by its line that it cannot', () => {
  const outcome = { code: 2, stdout: 'a_test.go\n', stderr: "b_test.go:3:7: expected 'IDENT'\n" };
  expect(gofmt.findings(outcome, { root, files: [], pathOf: () => '' })).toEqual([
    { id: 'format', message: 'gofmt writes it in another way', file: 'a_test.go' },
    { id: 'parse', message: "expected 'IDENT'", file: 'b_test.go', line: 3 },
  ]);
  expect(() =>
    gofmt.findings({ code: undefined, stdout: '', stderr: '' }, { root, files: [], pathOf: () => '' }),
  ).toThrow('gofmt is not here');
});
