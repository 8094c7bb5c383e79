import { plain, type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { regionOf } from '../../shared/aws/values.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { textFile } from '../../shared/text.ts';

/** What a person types, in the order in which it is typed. */
export function readme(stack: Stack): Artifact {
  return textFile({ family: 'cloudformation', path: 'README.md', kind: 'markdown' }, [
    text`# Infrastructure of ${stack.project}, by CloudFormation`,
    '',
    'The `aws` command (version 2), the credentials of an account, and a bucket for templates, `$TEMPLATES` below.',
    '',
    ...stack.environments.flatMap(environment => [
      text`## ${environment.name}`,
      '',
      ...shell([
        text`export AWS_REGION=${regionOf(environment)}`,
        'aws cloudformation package --template-file root.yaml --s3-bucket "$TEMPLATES" --output-template-file packaged.yaml',
        `aws cloudformation create-change-set --cli-input-yaml file://environments/${plain(environment.file)}.yaml --template-body file://packaged.yaml --change-set-name first --change-set-type CREATE --include-nested-stacks`,
        text`aws cloudformation describe-change-set --stack-name ${stack.project}-${environment.name} --change-set-name first`,
        text`aws cloudformation execute-change-set --stack-name ${stack.project}-${environment.name} --change-set-name first`,
        ...(environment.isProduction
          ? [
              text`aws cloudformation update-termination-protection --stack-name ${stack.project}-${environment.name} --enable-termination-protection`,
            ]
          : []),
        text`aws cloudformation detect-stack-drift --stack-name ${stack.project}-${environment.name}`,
      ]),
      '',
    ]),
    'Later changes are of the type UPDATE, under a name of their own.',
  ]);
}

const shell = (lines: readonly Text[]): readonly Text[] => ['```sh', ...lines, '```'];
