import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.object({
  comments: v.array(v.object({ code: v.number(), message: v.string(), file: v.string(), line: v.number() })),
});

export const shellcheck: Adapter = {
  tool: 'shellcheck',
  kinds: ['shell'],
  argv: ({ pathOf, files }) => [pathOf('shellcheck'), '--norc', '--format', 'json1', '--', ...files],
  findings: ({ stdout }, { root }) =>
    printed(output, stdout).comments.map(({ code, message, file, line }) => ({
      id: `SC${code}`,
      message,
      file: below(root, file),
      line,
    })),
};
