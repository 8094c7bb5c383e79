/** The languages of tests, parsed by what comes with them. */
import * as v from 'valibot';
import { type Adapter, type Finding, printed } from './adapter.ts';

const complaints = v.array(v.object({ file: v.string(), line: v.optional(v.number()), message: v.string() }));

const asFindings = (found: v.InferOutput<typeof complaints>): readonly Finding[] =>
  found.map(({ file, line, message }) => ({
    id: 'parse',
    message,
    file,
    ...(line !== undefined && { line }),
  }));

/** Node parses one file a process. The loaders of load tests take modules, whatever the file is called. */
const nodeDriver = `
const { readFileSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
const found = process.argv.slice(1).flatMap(file => {
  const argv = ['--input-type=module', '--check', '-'];
  const { status, stderr } = spawnSync(process.execPath, argv, { input: readFileSync(file), encoding: 'utf8' });
  if (status === 0) return [];
  const line = Number(/:(\\d+)/.exec(stderr)?.[1] ?? 1);
  return [{ file, line, message: /^\\w*Error: .*/m.exec(stderr)?.[0] ?? stderr }];
});
console.log(JSON.stringify(found));
`;

export const node: Adapter = {
  tool: 'node',
  kinds: ['javascript'],
  argv: ({ files }) => [process.execPath, '-e', nodeDriver, ...files],
  findings: ({ stdout }) => asFindings(printed(complaints, stdout)),
};

const pythonDriver = `
import ast, json, sys
found = []
for file in sys.argv[1:]:
    try:
        ast.parse(open(file, encoding="utf-8").read(), file)
    except SyntaxError as error:
        found.append({"file": file, "line": error.lineno or 1, "message": error.msg})
print(json.dumps(found))
`;

export const python: Adapter = {
  tool: 'python3',
  kinds: ['python'],
  argv: ({ files }) => ['python3', '-c', pythonDriver, ...files],
  findings: ({ stdout }) => asFindings(printed(complaints, stdout)),
};
