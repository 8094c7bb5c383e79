import * as v from 'valibot';
import { type Adapter, below, printed } from './adapter.ts';

const report = v.object({
  check_type: v.string(),
  results: v.object({
    failed_checks: v.array(
      v.object({
        check_id: v.string(),
        check_name: v.string(),
        file_path: v.string(),
        file_line_range: v.tuple([v.number(), v.number()]),
      }),
    ),
    parsing_errors: v.array(v.string()),
  }),
});
const nothing = v.object({ failed: v.number(), parsing_errors: v.number() });
const output = v.union([v.array(report), report, nothing]);

const frameworks = ['dockerfile', 'kubernetes', 'github_actions'];

/** Reads the whole folder. What it cannot parse it passes over, so that is a finding too. */
export const checkov: Adapter = {
  tool: 'checkov',
  kinds: ['dockerfile', 'kubernetes', 'github-workflow'],
  argv: ({ pathOf, root }) => [
    pathOf('checkov'),
    '--directory',
    root,
    '--framework',
    ...frameworks,
    '--output',
    'json',
    '--compact',
    '--quiet',
    '--skip-download',
    '--soft-fail',
  ],
  findings: ({ stdout }, { root }) => {
    const said = printed(output, stdout);
    if ('failed' in said) return [];
    return [said].flat().flatMap(({ check_type: framework, results }) => [
      ...results.failed_checks.map(({ check_id: id, check_name: message, file_path: file, ...failed }) => ({
        id,
        message,
        file: below(root, file),
        line: failed.file_line_range[0],
      })),
      ...results.parsing_errors.map(file => ({
        id: 'parsing-error',
        message: `checkov does not read it as ${framework}`,
        file: below(root, file),
      })),
    ]);
  },
};
