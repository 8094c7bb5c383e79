import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scan } from '../scan.ts';
import { node } from './parsers.ts';

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
