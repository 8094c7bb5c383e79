import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.object({
  status: v.string(),
  errors: v.array(v.object({ filename: v.string(), path: v.string(), message: v.string() })),
  parse_errors: v.optional(v.array(v.object({ filename: v.string(), message: v.string() }))),
});

/** The schema of workflows is in the package. */
export const checkJsonschema: Adapter = {
  tool: 'check-jsonschema',
  kinds: ['github-workflow'],
  argv: ({ pathOf, files }) => [
    pathOf('check-jsonschema'),
    '--builtin-schema',
    'vendor.github-workflows',
    '--output-format',
    'json',
    ...files,
  ],
  findings: ({ stdout }, { root }) => {
    const { errors, parse_errors: unparsed = [] } = printed(output, stdout);
    return [
      ...errors.map(({ filename, path, message }) => ({ id: path, message, file: below(root, filename) })),
      ...unparsed.map(({ filename, message }) => ({ id: 'parse', message, file: below(root, filename) })),
    ];
  },
};
