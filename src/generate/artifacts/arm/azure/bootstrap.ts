/** What stands before the environments, once in a subscription: keys, the registry, budgets. */
import type { HclObject } from '../../shared/hcl.ts';
import { entriesOf, namesIn, numberOf, objectOf, textOf } from '../../shared/hcl-values.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { deployment, described, type Entry, generated, parameter, schemas, variable } from './nodes.ts';

const unique = "take(uniqueString(subscription().subscriptionId, format('{0}-{1}', parameters('project'), ";

export const bootstrapTemplate = (parts: ReadonlySet<Part>): YamlNode => ({
  $schema: schemas.subscription,
  contentVersion: '1.0.0.0',
  metadata: { description: `What stands before every environment and outlives them. ${generated}` },
  parameters: {
    project: described('string', 'What everything is called after, and the value of the tag project.'),
    location: described('string', 'Region of the images.'),
    environments: described('array', 'Each environment: name, location.'),
    operators: described('array', 'Object ids of who deploys: people, groups, pipelines.'),
    operatorAddresses: described('array', 'Addresses that keys are reached from; all, where none is named.'),
    ...(parts.has('budgets')
      ? {
          budgets: described('array', 'What may be spent in a month: name, monthly, alertPercent, services.'),
          budgetEmails: described('array', 'Addresses that are told, beside the owners of the subscription.'),
        }
      : {}),
  },
  variables: {
    copy: [
      {
        name: 'places',
        count: "[add(length(parameters('environments')), 1)]",
        input:
          "[if(equals(copyIndex('places'), 0), createObject('name', 'bootstrap', 'location', parameters('location')), parameters('environments')[max(sub(copyIndex('places'), 1), 0)])]",
      },
      {
        name: 'vaults',
        count: "[length(variables('places'))]",
        input: {
          name: `[format('keys-{0}-{1}', ${trimmed("format('{0}-{1}', parameters('project'), variables('places')[copyIndex('vaults')].name)", 10)}, ${unique}variables('places')[copyIndex('vaults')].name)), 8))]`,
          location: "[variables('places')[copyIndex('vaults')].location]",
        },
      },
    ],
    group: "[format('{0}-bootstrap', parameters('project'))]",
    tags: { project: parameter('project'), 'managed-by': 'arm' },
  },
  resources: [
    {
      type: 'Microsoft.Resources/resourceGroups',
      apiVersion: '2024-03-01',
      name: variable('group'),
      location: parameter('location'),
      tags: variable('tags'),
    },
    {
      ...(deployment('bootstrap', {
        template: 'bootstrap-resources.json',
        after: [],
        group: variable('group'),
        parameters: {
          location: parameter('location'),
          tags: variable('tags'),
          vaults: variable('vaults'),
          registry: parts.has('registry') ? `[${registryName}]` : '',
          operators: parameter('operators'),
          operatorAddresses: parameter('operatorAddresses'),
        },
      }) as YamlObject),
      dependsOn: ["[subscriptionResourceId('Microsoft.Resources/resourceGroups', variables('group'))]"],
    },
    ...(parts.has('budgets')
      ? [
          {
            ...(deployment('budgets', {
              template: 'budgets.json',
              after: [],
              parameters: {
                project: parameter('project'),
                budgets: parameter('budgets'),
                emails: parameter('budgetEmails'),
              },
            }) as YamlObject),
            location: parameter('location'),
          },
        ]
      : []),
  ],
  outputs: parts.has('registry')
    ? { registry: { type: 'string', value: `[format('{0}.azurecr.io', ${registryName})]` } }
    : undefined,
});

export const registryName =
  "format('{0}{1}', take(replace(parameters('project'), '-', ''), 40), take(uniqueString(subscription().subscriptionId, parameters('project')), 8))";

/** The beginning of a name, which ends with no hyphen. */
export const trimmed = (said: string, length: number): string =>
  `if(endsWith(take(${said}, ${length}), '-'), take(${said}, ${length - 1}), take(${said}, ${length}))`;

export const bootstrapParameters = (values: HclObject): readonly Entry[] => [
  ['project', textOf(values.project)],
  ['location', textOf(values.location)],
  [
    'environments',
    entriesOf(values.environments).map(([name, location]) => ({ name, location: textOf(location) })),
  ],
  ['operators', []],
  ['operatorAddresses', []],
  ...(values.budgets === undefined
    ? []
    : ([
        [
          'budgets',
          entriesOf(values.budgets).map(([name, said]) => {
            const budget = objectOf(said);
            return {
              name,
              monthly: numberOf(budget.monthly),
              alertPercent: numberOf(budget.alert_percent),
              services: [...namesIn(budget.services)],
            };
          }),
        ],
        ['budgetEmails', []],
      ] satisfies Entry[])),
];
