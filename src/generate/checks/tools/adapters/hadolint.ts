import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.array(
  v.object({ code: v.string(), message: v.string(), file: v.string(), line: v.number() }),
);

export const hadolint: Adapter = {
  tool: 'hadolint',
  kinds: ['dockerfile'],
  argv: ({ pathOf, files }) => [pathOf('hadolint'), '--no-fail', '--format', 'json', '--', ...files],
  findings: ({ stdout }, { root }) =>
    printed(output, stdout).map(({ code, message, file, line }) => ({
      id: code,
      message,
      file: below(root, file),
      line,
    })),
};
