import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.nullable(
  v.array(v.object({ kind: v.string(), message: v.string(), filepath: v.string(), line: v.number() })),
);

/** Gives each `run:` to shellcheck too, which it finds by PATH. */
export const actionlint: Adapter = {
  tool: 'actionlint',
  kinds: ['github-workflow'],
  argv: ({ pathOf, files }) => [
    pathOf('actionlint'),
    '-shellcheck',
    pathOf('shellcheck'),
    '-format',
    '{{json .}}',
    ...files,
  ],
  findings: ({ stdout }, { root }) =>
    (printed(output, stdout) ?? []).map(({ kind, message, filepath, line }) => ({
      id: kind,
      message,
      file: below(root, filepath),
      line,
    })),
};
