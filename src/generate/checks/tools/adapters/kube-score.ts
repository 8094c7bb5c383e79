import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const output = v.array(
  v.object({
    object_name: v.string(),
    file_name: v.string(),
    file_row: v.number(),
    checks: v.nullable(
      v.array(
        v.object({
          check: v.object({ id: v.string(), name: v.string() }),
          grade: v.number(),
          skipped: v.boolean(),
          comments: v.nullable(v.array(v.object({ summary: v.string() }))),
        }),
      ),
    ),
  }),
);

/** 1 critical, 5 warning, 7 almost, 10 well. */
const well = 10;

export const kubeScore: Adapter = {
  tool: 'kube-score',
  kinds: ['kubernetes'],
  comparesFiles: true,
  argv: ({ pathOf, files }) => [pathOf('kube-score'), 'score', '--output-format', 'json', ...files],
  findings: ({ stdout }, { root }) =>
    printed(output, stdout).flatMap(({ object_name: object, file_name: file, file_row: line, checks }) =>
      (checks ?? [])
        .filter(({ grade, skipped }) => !skipped && grade < well)
        .map(({ check, comments }) => ({
          id: check.id,
          message: `${object}: ${(comments ?? []).map(({ summary }) => summary).join('; ') || check.name}`,
          file: below(root, file),
          line,
        })),
    ),
};
