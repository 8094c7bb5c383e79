import { combineTexts, plain, type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { textFile } from '../../shared/text.ts';

/** What a person types, in the order in which it is typed. */
export function readme(stack: Stack, parts: ReadonlySet<Part>): Artifact {
  const files = stack.environments.map(({ file }) => file);
  const list = combineTexts(files, () => files.map(plain).join(', '));
  const usual = files.at(-1) ?? 'prod';
  return textFile({ family: 'pulumi', path: 'README.md', kind: 'markdown' }, [
    text`# Infrastructure of ${stack.project}, by Pulumi`,
    '',
    text`Node 20 or newer, the \`pulumi\` command, and the credentials of an AWS account. Stacks: ${list}.`,
    '',
    '## Once for an account',
    '',
    'The bucket of the state, and what belongs to no environment. Its own state lies beside it: commit `bootstrap/.pulumi`, which holds no secret.',
    '',
    ...shell([
      'npm install && npm run check && npm test',
      'pulumi -C bootstrap login file://.',
      'PULUMI_CONFIG_PASSPHRASE= pulumi -C bootstrap stack init account',
      'PULUMI_CONFIG_PASSPHRASE= pulumi -C bootstrap up',
      'BUCKET=$(PULUMI_CONFIG_PASSPHRASE= pulumi -C bootstrap stack output stateBucket)',
      'pulumi login "s3://$BUCKET"',
    ]),
    '',
    '## An environment',
    '',
    ...shell([
      text`pulumi stack select --create ${usual} --secrets-provider awskms://alias/${stack.project}-bootstrap`,
      'pulumi preview --diff',
      'pulumi up',
    ]),
    '',
    ...(parts.has('secrets')
      ? [
          'Tasks start once their secrets have values. They never pass through Pulumi, whose state would keep them: say name and value in a file that only you can read, and take it away afterwards.',
          '',
          ...shell(['aws secretsmanager put-secret-value --cli-input-json file://secret.json']),
          '',
        ]
      : []),
    'Deployments own the task definition, the number of tasks and the weights of the listener: Pulumi leaves them as it finds them.',
    '',
    '## Taking an environment away',
    '',
    'What holds data is protected where `deletionProtection` is true: `pulumi destroy` refuses. Set it to false, apply that, and then:',
    '',
    ...shell([text`pulumi stack select ${files[0] ?? 'dev'}`, 'pulumi destroy']),
  ]);
}

const shell = (lines: readonly Text[]): readonly Text[] => ['```sh', ...lines, '```'];
