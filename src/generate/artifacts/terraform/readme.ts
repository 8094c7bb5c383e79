import { combineTexts, plain, type Text, text } from '../../../model/traced.ts';
import type { Artifact } from '../shared/artifact.ts';
import type { Part } from '../shared/infrastructure/parts.ts';
import { secretsOf } from '../shared/infrastructure/service.ts';
import type { Stack, StackEnvironment } from '../shared/infrastructure/stack.ts';
import { markdownText } from '../shared/markdown.ts';
import { textFile } from '../shared/text.ts';
import { type Backend, holders } from './files.ts';
import { resourceTable } from './resources.ts';

export interface FirstSecret {
  readonly environment: StackEnvironment;
  readonly service: Stack['services'][number];
  /** Variables whose values are secret. */
  readonly keys: Text;
}

/** What only one cloud says of it. */
export interface Words {
  /** "an AWS account" */
  readonly account: string;
  /** The oldest version of the programs that does, where 1.10 does not. */
  readonly oldest?: string;
  /** "an account" */
  readonly once: string;
  readonly backend: Backend['kind'];
  /** What is typed before the bootstrap, where it cannot do all by itself. */
  readonly before?: (stack: Stack, parts: ReadonlySet<Part>) => readonly Text[];
  readonly images: string;
  /** What else is to be known, a paragraph each. */
  readonly notes?: readonly Text[];
  readonly secrets: (first: FirstSecret) => readonly Text[];
}

/** What a person types, in the order in which it is typed. */
export function readme(stack: Stack, parts: ReadonlySet<Part>, words: Words): Artifact {
  const files = stack.environments.map(({ file }) => file);
  const list = combineTexts(files, () => files.map(plain).join(', '));
  const usual = files.at(-1) ?? 'prod';
  const { word, argument, output } = holders[words.backend];
  const shown = word.toUpperCase();
  const oldest = words.oldest ?? '1.10';
  return textFile({ family: 'terraform', path: 'README.md', kind: 'markdown' }, [
    text`# Infrastructure of ${stack.project}`,
    '',
    text`Terraform ${oldest} or newer, or OpenTofu ${oldest} or newer, with the credentials of ${words.account}. Environments: ${list}.`,
    '',
    ...resourceTable(stack, parts),
    '',
    `## Once for ${words.once}`,
    '',
    ...(words.before?.(stack, parts) ?? []),
    `The ${word} of the state, and what belongs to no environment. Its own state stays beside it, in \`bootstrap/terraform.tfstate\`: commit that file, there is no secret in it.`,
    '',
    ...shell([
      'terraform -chdir=bootstrap init',
      'terraform -chdir=bootstrap apply',
      `${shown}=$(terraform -chdir=bootstrap output -raw ${output})`,
    ]),
    '',
    '## An environment',
    '',
    ...shell([
      text`terraform init -reconfigure -backend-config=environments/${usual}.${words.backend}.tfbackend -backend-config="${argument}=$${shown}"`,
      text`terraform test -var-file=environments/${usual}.tfvars`,
      text`terraform plan -var-file=environments/${usual}.tfvars -out=${usual}.tfplan`,
      text`terraform apply ${usual}.tfplan`,
    ]),
    '',
    ...(parts.has('secrets') ? secretLines(stack, words) : []),
    ...(parts.has('registry') || parts.has('machines') || parts.has('functions') ? [words.images, ''] : []),
    ...(words.notes ?? []).flatMap(note => [note, '']),
    '## Taking an environment away',
    '',
    'Only what is not protected (`deletion_protection` in its tfvars), and only after its name has been typed:',
    '',
    ...shell([text`./teardown.sh ${files[0] ?? 'dev'} --${word} "$${shown}"`]),
  ]);
}

export const shell = (lines: readonly Text[]): readonly Text[] => ['```sh', ...lines, '```'];

/** Values never pass through Terraform: its state would show them. */
function secretLines(stack: Stack, words: Words): readonly Text[] {
  const environment = stack.environments.at(-1);
  const found = stack.services.map(service => ({ service, names: secretsOf(stack, service) }));
  const [first] = found.filter(({ names }) => names.length > 0);
  if (!environment || !first) return [];
  const keys = combineTexts(first.names, () => first.names.map(plain).join(', '));
  return words.secrets({ environment, service: first.service, keys: markdownText(keys) });
}
