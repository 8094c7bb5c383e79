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

/** What it calls those who read a kind of file. */
const frameworks = {
  dockerfile: 'dockerfile',
  kubernetes: 'kubernetes',
  hcl: 'terraform',
  cloudformation: 'cloudformation',
  arm: 'arm',
  'github-workflow': 'github_actions',
  'gitlab-ci': 'gitlab_ci',
  circleci: 'circleci_pipelines',
  'azure-pipelines': 'azure_pipelines',
} as const;

const kinds = Object.keys(frameworks) as (keyof typeof frameworks)[];

/**
 * Reads the whole folder. What it cannot parse it passes over, so that is a finding too. Each framework that it is told of goes
 * through all files again, so it is told of those that have some to read.
 */
export const checkov: Adapter = {
  tool: 'checkov',
  kinds,
  argv: ({ pathOf, root, kinds: present }) => [
    pathOf('checkov'),
    '--directory',
    root,
    '--framework',
    ...kinds.filter(kind => present.has(kind)).map(kind => frameworks[kind]),
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
