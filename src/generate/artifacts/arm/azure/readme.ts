import { combineTexts, plain, type Text, text } from '../../../../model/traced.ts';
import type { Artifact } from '../../shared/artifact.ts';
import { secretIn } from '../../shared/azure/service-values.ts';
import { commonLocation, locationOf } from '../../shared/azure/values.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { secretsOf } from '../../shared/infrastructure/service.ts';
import type { Stack, StackEnvironment } from '../../shared/infrastructure/stack.ts';
import { textFile } from '../../shared/text.ts';

/** What a person types, in the order in which it is typed. */
export function readme(stack: Stack, parts: ReadonlySet<Part>): Artifact {
  const files = stack.environments.map(({ file }) => file);
  const last = stack.environments.at(-1);
  return textFile({ family: 'arm', path: 'README.md', kind: 'markdown' }, [
    text`# Infrastructure of ${stack.project}, by Azure Resource Manager`,
    '',
    text`\`main.json\` is the template of every environment; it deploys those of \`templates/\`, a part each. Environments (${combineTexts(files, () => files.map(plain).join(', '))}) differ by their files of parameters only.`,
    '',
    'The templates are linked by relative paths, so that each can be read by itself, and a template spec holds them together: nothing has to be uploaded to where a token in an address would let others read it.',
    '',
    '## Once in a subscription',
    '',
    'Keys, the registry and budgets stand before all environments and outlive them. Say in `bootstrap.parameters.json` who deploys, by object id.',
    '',
    ...shell([
      text`az group create --name ${stack.project}-templates --location ${commonLocation(stack)}`,
      ...spec(stack, 'bootstrap'),
      text`az deployment sub what-if --location ${commonLocation(stack)} --template-spec "$spec" --parameters @bootstrap.parameters.json`,
      text`az deployment sub create --name ${stack.project}-bootstrap --location ${commonLocation(stack)} --template-spec "$spec" --parameters @bootstrap.parameters.json`,
    ]),
    ...(last ? environmentLines(stack, last, parts) : []),
    ...secretLines(stack, parts),
    '## Later versions',
    '',
    'Deployments own image and traffic: name what runs when the template is deployed again, `--parameters images=\'{"SERVICE": "IMAGE"}\'`, or it goes back to the image of the documents. A revision gets all traffic once it is well.',
    '',
    '## Taking an environment away',
    '',
    'Where it is protected its locks and the deny settings of its stack come first, by hand; then:',
    '',
    ...shell([text`./teardown.sh ${files[0] ?? 'dev'}`]),
  ]);
}

function environmentLines(
  stack: Stack,
  environment: StackEnvironment,
  parts: ReadonlySet<Part>,
): readonly Text[] {
  const group = text`${stack.project}-${environment.name}`;
  const hasMysql = stack.stores.databases.some(({ engine }) => engine.value === 'mysql');
  const asked = [
    ...(parts.has('ingress') ? ['zoneGroup=GROUP'] : []),
    ...(hasMysql ? ['databasePassword="$password"'] : []),
  ];
  const parameters = text`@environments/${environment.file}.parameters.json${asked.map(said => ` ${said}`).join('')}`;
  return [
    '## An environment',
    '',
    'What changes is shown before it is changed. A stack knows what it has made; in a protected environment it denies that anybody deletes it.',
    '',
    ...(hasMysql
      ? [
          'MySQL takes a password, which no file has: read it from a vault, `password=$(az keyvault secret show --id ID --query value --output tsv)`.',
          '',
        ]
      : []),
    ...(parts.has('ingress')
      ? ['`zoneGroup` is the resource group of the public zone, which is there before.', '']
      : []),
    ...shell([
      text`az group create --name ${group} --location ${locationOf(environment)} --tags project=${stack.project} environment=${environment.name} managed-by=arm`,
      ...spec(stack, 'main'),
      text`az deployment group what-if --resource-group ${group} --template-spec "$spec" --parameters ${parameters}`,
      text`az stack group create --name ${group} --resource-group ${group} --template-spec "$spec" --parameters ${parameters} --deny-settings-mode denyDelete --action-on-unmanage detachAll`,
    ]),
    'Elsewhere than in production: `--deny-settings-mode none`.',
    '',
  ];
}

const spec = ({ project, ...stack }: Stack, name: string): readonly Text[] => [
  text`spec=$(az ts create --name ${name} --version 1 --resource-group ${project}-templates --location ${commonLocation({ project, ...stack })} --template-file ${name}.json --query id --output tsv --yes)`,
];

/** A revision starts once its secrets have values. */
function secretLines(stack: Stack, parts: ReadonlySet<Part>): readonly Text[] {
  if (!parts.has('secrets')) return [];
  return [
    '## Secrets',
    '',
    'No template and no file of parameters holds one. Revisions start once their secrets have values: say in `operators` and `operatorAddresses` who puts them and from where, deploy, put them, and deploy again where a revision did not start.',
    '',
    ...stack.environments.flatMap(environment =>
      stack.services
        .filter(service => secretsOf(stack, service).length > 0)
        .map(
          service =>
            text`- ${environment.name}: those of ${service.name} are called \`${secretIn(service, environment)}-NAME\`, with hyphens where variables have underscores.`,
        ),
    ),
    '',
  ];
}

const shell = (lines: readonly Text[]): readonly Text[] => ['```sh', ...lines, '```', ''];
