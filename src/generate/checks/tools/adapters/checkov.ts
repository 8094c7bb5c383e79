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
  }),
  summary: v.object({ parsing_errors: v.number() }),
});
/** What it prints where no framework found a file of its own. */
const nothing = v.object({ failed: v.number(), parsing_errors: v.number() });
const output = v.union([v.array(report), report, nothing]);

const frameworks = [
  'dockerfile',
  'kubernetes',
  'terraform',
  'cloudformation',
  'arm',
  'github_actions',
  'gitlab_ci',
  'circleci_pipelines',
  'azure_pipelines',
];

/** Reads the whole folder. What it cannot parse it passes over, so that is a finding too. */
export const checkov: Adapter = {
  tool: 'checkov',
  kinds: [
    'dockerfile',
    'kubernetes',
    'hcl',
    'cloudformation',
    'arm',
    'github-workflow',
    'gitlab-ci',
    'circleci',
    'azure-pipelines',
  ],
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
    return [said].flat().flatMap(({ check_type: framework, results, summary }) => [
      ...results.failed_checks.map(({ check_id: id, check_name: message, file_path: file, ...failed }) => ({
        id,
        message,
        file: below(root, file),
        line: failed.file_line_range[0],
      })),
      ...(summary.parsing_errors > 0
        ? [{ id: 'parsing-error', message: `${summary.parsing_errors} files are no ${framework}`, file: '' }]
        : []),
    ]);
  },
};
