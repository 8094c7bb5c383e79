/** The languages of tests, parsed by what comes with them. */
import * as v from 'valibot';
import { type Adapter, below, type Finding, printed } from './adapter.ts';

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

/** `e2e_test.go:3:1: expected declaration` on stderr; the name alone, on stdout, of a file that it would write otherwise. */
export const gofmt: Adapter = {
  tool: 'gofmt',
  kinds: ['go'],
  argv: ({ files }) => ['gofmt', '-l', ...files],
  findings: ({ code, stdout, stderr }, { root }) => {
    if (code === undefined) throw new Error('gofmt is not here: it comes with Go');
    return [...linesOf(stdout).map(otherwise), ...linesOf(stderr).map(unparsed)];

    function otherwise(file: string): Finding {
      return { id: 'format', message: 'gofmt writes it in another way', file: below(root, file) };
    }

    function unparsed(text: string): Finding {
      const [, file, line, message = ''] = /^(.+?):(\d+):\d+: (.*)$/.exec(text) ?? [];
      if (file === undefined) throw new Error(text);
      return { id: 'parse', message, file: below(root, file), line: Number(line) };
    }
  },
};

const linesOf = (text: string) => text.split('\n').filter(line => line !== '');
