import type { Text } from '../../../../model/traced.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { run } from './steps.ts';

/** Reviewers are a setting of the product: a gate that nobody has set up lets nothing through. */
export const gate = (environment: Text): YamlNode[] => [
  run('refuse an approval that nobody has to give', commands, {
    GH_TOKEN: { fact: 'token' },
    ENVIRONMENT: environment,
  }),
];

const commands = [
  'rules=$(gh api "repos/$GITHUB_REPOSITORY/environments/$ENVIRONMENT" --jq \'[.protection_rules[] | select(.type == "required_reviewers")] | length\')',
  'if [ "$rules" -eq 0 ]; then',
  '  echo "::error::environment $ENVIRONMENT has no required reviewers: add them in the settings of the repository"',
  '  exit 1',
  'fi',
];
