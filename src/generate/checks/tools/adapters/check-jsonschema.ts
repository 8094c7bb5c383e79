import * as v from 'valibot';
import type { ArtifactKind } from '../../../artifacts/shared/artifact.ts';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.object({
  status: v.string(),
  errors: v.array(v.object({ filename: v.string(), path: v.string(), message: v.string() })),
  parse_errors: v.optional(v.array(v.object({ filename: v.string(), message: v.string() }))),
});

/** One schema a run: each product has its own, and all are in the package. */
const schemaOf = (product: string, kind: ArtifactKind, ...options: readonly string[]): Adapter => ({
  tool: `check-jsonschema ${product}`,
  kinds: [kind],
  argv: ({ pathOf, files }) => [
    pathOf('check-jsonschema'),
    '--builtin-schema',
    `vendor.${product}`,
    ...options,
    '--output-format',
    'json',
    '--',
    ...files,
  ],
  findings: ({ stdout }, { root }) => {
    const { errors, parse_errors: unparsed = [] } = printed(output, stdout);
    return [
      ...errors.map(({ filename, path, message }) => ({ id: path, message, file: below(root, filename) })),
      ...unparsed.map(({ filename, message }) => ({ id: 'parse', message, file: below(root, filename) })),
    ];
  },
});

export const schemas: readonly Adapter[] = [
  schemaOf('github-workflows', 'github-workflow'),
  schemaOf('gitlab-ci', 'gitlab-ci', '--data-transform', 'gitlab-ci'),
  schemaOf('circle-ci', 'circleci'),
  schemaOf('compose-spec', 'compose'),
  // Its patterns are those of browsers.
  schemaOf('azure-pipelines', 'azure-pipelines', '--regex-variant', 'nonunicode'),
];
