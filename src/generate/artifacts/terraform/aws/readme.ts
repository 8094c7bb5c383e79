import { combineTexts, plain, type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import { textFile } from '../../shared/text.ts';
import type { Part } from './parts.ts';
import { resourceTable } from './resources.ts';
import { secretName, secretsOf } from './service.ts';

/** What a person types, in the order in which it is typed. */
export function readme(stack: Stack, parts: ReadonlySet<Part>): Artifact {
  const files = stack.environments.map(({ file }) => file);
  const list = combineTexts(files, () => files.map(plain).join(', '));
  const usual = files.at(-1) ?? 'prod';
  return textFile({ family: 'terraform', path: 'README.md', kind: 'markdown' }, [
    text`# Infrastructure of ${stack.project}`,
    '',
    text`Terraform 1.10 or newer, or OpenTofu 1.10 or newer, with the credentials of an AWS account. Environments: ${list}.`,
    '',
    ...resourceTable(stack, parts),
    '',
    '## Once for an account',
    '',
    'The bucket of the state, and what belongs to no environment. Its own state stays beside it, in `bootstrap/terraform.tfstate`: commit that file, there is no secret in it.',
    '',
    ...shell([
      'terraform -chdir=bootstrap init',
      'terraform -chdir=bootstrap apply',
      'BUCKET=$(terraform -chdir=bootstrap output -raw state_bucket)',
    ]),
    '',
    '## An environment',
    '',
    ...shell([
      text`terraform init -reconfigure -backend-config=environments/${usual}.s3.tfbackend -backend-config="bucket=$BUCKET"`,
      text`terraform test -var-file=environments/${usual}.tfvars`,
      text`terraform plan -var-file=environments/${usual}.tfvars -out=${usual}.tfplan`,
      text`terraform apply ${usual}.tfplan`,
    ]),
    '',
    ...(parts.has('secrets') ? secretLines(stack) : []),
    ...(parts.has('registry')
      ? [
          'The image that a service names has to be in the registry before its first tasks can start; `terraform -chdir=bootstrap output repository_urls` tells where it is pushed. Later versions are deployed by the pipeline or by `scripts/deploy.sh`: Terraform leaves the task definition and the number of tasks as it finds them.',
          '',
        ]
      : []),
    '## Taking an environment away',
    '',
    'Only what is not protected (`deletion_protection` in its tfvars), and only after its name has been typed:',
    '',
    ...shell([text`./teardown.sh ${files[0] ?? 'dev'} --bucket "$BUCKET"`]),
  ]);
}

const shell = (lines: readonly Text[]): readonly Text[] => ['```sh', ...lines, '```'];

/** Values never pass through Terraform: its state would show them. */
function secretLines(stack: Stack): readonly Text[] {
  const environment = stack.environments.at(-1);
  const found = stack.services.map(service => ({ service, names: secretsOf(stack, service) }));
  const [first] = found.filter(({ names }) => names.length > 0);
  if (!environment || !first) return [];
  return [
    'Tasks start once their secrets have values. Each service reads one secret, a JSON object; write it to a file that only you can read, and put it there:',
    '',
    '```sh',
    text`aws secretsmanager put-secret-value --secret-id ${secretName(first.service, environment)} --secret-string file://secret.json`,
    '```',
    '',
  ];
}
