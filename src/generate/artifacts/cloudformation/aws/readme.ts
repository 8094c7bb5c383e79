import { combineTexts, plain, type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { regionOf } from '../../shared/aws/values.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { domainOf, firstOf, type Stack, zoneOf } from '../../shared/infrastructure/stack.ts';
import { textFile } from '../../shared/text.ts';
import { logicalId } from './logical-ids.ts';

/** What a person types, in the order in which it is typed. */
export function readme(stack: Stack, parts: ReadonlySet<Part>): Artifact {
  const files = stack.environments.map(({ file }) => file);
  const list = combineTexts(files, () => files.map(plain).join(', '));
  const usual = files.at(-1) ?? 'prod';
  const bootstrap = text`${stack.project}-bootstrap`;
  const last = stack.environments.at(-1);
  return textFile({ family: 'cloudformation', path: 'README.md', kind: 'markdown' }, [
    text`# Infrastructure of ${stack.project}, by CloudFormation`,
    '',
    text`The \`aws\` command, version 2, and the credentials of an account. Environments: ${list}. Each is a stack of its own, with a nested stack for each part.`,
    '',
    '## Once for an account',
    '',
    'The bucket of the templates, and what belongs to no environment.',
    '',
    ...shell([
      ...(last ? [text`export AWS_REGION=${regionOf(last)}`] : []),
      text`aws cloudformation deploy --template-file bootstrap.yaml --stack-name ${bootstrap}`,
      text`BUCKET=$(aws cloudformation describe-stack-resource --stack-name ${bootstrap} --logical-resource-id TemplateBucket --query StackResourceDetail.PhysicalResourceId --output text)`,
    ]),
    '',
    '## An environment',
    '',
    ...(parts.has('ingress') ? ['Its hosts lie in a zone of Route 53, which is there already:', ''] : []),
    ...shell([
      ...(parts.has('ingress') ? zoneLines(stack) : []),
      text`./change-set.sh ${usual} --bucket "$BUCKET"${parts.has('ingress') ? ' HostedZoneId="$ZONE"' : ''} AlarmEmail=team@example.com`,
    ]),
    '',
    'It uploads the templates, makes a change set, shows what would be added, changed or replaced in each nested stack, and executes it once the name of the file has been typed. What is not given stays as it is.',
    '',
    ...(parts.has('secrets')
      ? [
          'Tasks start once their secrets have values. They never pass through CloudFormation, which would show them: say name and value in a file that only you can read, and take it away afterwards.',
          '',
          ...shell(['aws secretsmanager put-secret-value --cli-input-json file://secret.json']),
          '',
        ]
      : []),
    '## A new version',
    '',
    ...shell(stack.services.slice(0, 1).map(service => newVersion(service, usual))),
    '',
    'ECS replaces the version as the documents say, and goes back by itself where the next one does not get well; the stack then goes back, too. Whoever deploys by other means than this gives the image that runs with the next change, or the stack brings back the one before.',
    '',
    ...(parts.has('ingress')
      ? [
          'A change set that changes the rule of a listener, by another host, path or priority, gives all traffic to the first target group (blue) again. Where a service is replaced by its twin, deploy until blue serves before such a change.',
          '',
        ]
      : []),
    '## What has changed by hand',
    '',
    ...shell([
      text`aws cloudformation detect-stack-drift --stack-name ${last ? text`${stack.project}-${last.name}` : ''}`,
    ]),
    '',
    '## Taking an environment away',
    '',
    'Only what is not protected, and only after its name has been typed:',
    '',
    ...shell([text`./teardown.sh ${files[0] ?? 'dev'}`]),
  ]);
}

const shell = (lines: readonly Text[]): readonly Text[] => ['```sh', ...lines, '```'];

function zoneLines(stack: Stack): readonly Text[] {
  const domain = firstOf(stack, domainOf);
  return [
    text`ZONE=$(aws route53 list-hosted-zones-by-name --dns-name ${domain ? zoneOf(domain) : 'example.com'} --output text --query 'HostedZones[0].Id' | sed 's|/hostedzone/||')`,
  ];
}

const newVersion = ({ name, image }: Stack['services'][number], file: Text): Text =>
  text`./change-set.sh ${file} --bucket "$BUCKET" ${logicalId('Service', name)}Image=${image.repository}:NEXT`;
