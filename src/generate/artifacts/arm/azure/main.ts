/** The template of every environment: a deployment for each part, and for each service. */
import { type Text, text } from '../../../../model/traced.ts';
import { isJob } from '../../../../model/views.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { fileSystemsOf } from '../../shared/infrastructure/service.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { registryName, trimmed } from './bootstrap.ts';
import { mainParameters } from './main-parameters.ts';
import { deployment, generated, output, parameter, schemas, variable } from './nodes.ts';
import { accountOf, addressesIn, common, storeDeployments, zones } from './store-deployments.ts';

export function mainTemplate(stack: Stack, parts: ReadonlySet<Part>): YamlNode {
  const stores = storeDeployments(stack, parts);
  return {
    $schema: schemas.resourceGroup,
    contentVersion: '1.0.0.0',
    metadata: { description: `An environment; the files of parameters say what differs. ${generated}` },
    parameters: mainParameters(stack, parts),
    variables: {
      name: "[format('{0}-{1}', parameters('project'), parameters('environment'))]",
      unique: "[take(uniqueString(subscription().subscriptionId, variables('name')), 8)]",
      tags: {
        project: parameter('project'),
        environment: parameter('environment'),
        'managed-by': 'arm',
      },
      before: "[format('{0}-bootstrap', parameters('project'))]",
      registry: parts.has('registry') ? `[${registryName}]` : '',
      vault: parts.has('secrets')
        ? `[format('{0}-{1}', ${trimmed("format('vault-{0}', variables('name'))", 15)}, variables('unique'))]`
        : '',
      messaging: parts.has('queue') ? "[format('{0}-{1}', variables('name'), variables('unique'))]" : '',
      keys: `[format('keys-{0}-{1}', ${trimmed("variables('name')", 10)}, variables('unique'))]`,
      key: {
        vaultUri: "[format('https://{0}{1}/', variables('keys'), environment().suffixes.keyvaultDns)]",
        name: 'data',
        identityId:
          "[resourceId('Microsoft.ManagedIdentity/userAssignedIdentities', format('{0}-encryption', variables('name')))]",
      },
      workspaceId: "[resourceId('Microsoft.OperationalInsights/workspaces', variables('name'))]",
      actionGroupId: "[resourceId('Microsoft.Insights/actionGroups', variables('name'))]",
      subnetId: "[resourceId('Microsoft.Network/virtualNetworks/subnets', variables('name'), 'endpoints')]",
      addresses: addressesIn(stack),
    },
    resources: [
      ...foundation(stack, parts),
      ...stores.map(({ node }) => node),
      ...compute(
        stack,
        parts,
        stores.map(({ name }) => name),
      ),
      ...(parts.has('ingress') ? ingress(stack) : []),
    ],
  };
}

const identityServices = ({ services }: Stack): Text[] => services.map(({ name }) => name);

function foundation(stack: Stack, parts: ReadonlySet<Part>): YamlNode[] {
  return [
    deployment('identities', {
      template: 'identities.json',
      after: [],
      parameters: { ...common, services: identityServices(stack) },
    }),
    deployment('grants', {
      template: 'grants.json',
      after: ['identities'],
      group: variable('before'),
      parameters: {
        name: variable('name'),
        group: '[resourceGroup().name]',
        vault: variable('keys'),
        registry: variable('registry'),
        services: parts.has('registry') ? identityServices(stack) : [],
      },
    }),
    deployment('monitoring', {
      template: 'monitoring.json',
      after: [],
      parameters: {
        ...common,
        retentionDays: parameter('logRetentionDays'),
        emails: parameter('alarmEmails'),
      },
    }),
    deployment('network', {
      template: 'network.json',
      after: [],
      parameters: {
        ...common,
        cidr: parameter('cidr'),
        isPublic: parts.has('ingress'),
        endpointPorts: portsOf(parts),
        zones: zonesOf(stack, parts),
      },
    }),
  ];
}

const portsOf = (parts: ReadonlySet<Part>): string[] => [
  '443',
  ...(parts.has('database') ? ['5432', '3306'] : []),
  ...(parts.has('cache') ? ['10000'] : []),
  ...(parts.has('queue') ? ['5671'] : []),
  ...(parts.has('files') ? ['2049'] : []),
];

function zonesOf({ stores }: Stack, parts: ReadonlySet<Part>): string[] {
  const engines = stores.databases.map(({ engine }) => (engine.value === 'mysql' ? 'mysql' : 'postgres'));
  return [
    ...(parts.has('secrets') ? [zones.vault] : []),
    ...new Set(engines.map(engine => zones[engine])),
    ...(parts.has('cache') ? [zones.redis] : []),
    ...(parts.has('queue') ? [zones.servicebus] : []),
    ...(parts.has('storage') ? [zones.blob] : []),
    ...(parts.has('files') ? [zones.file] : []),
  ];
}

function compute(stack: Stack, parts: ReadonlySet<Part>, stores: readonly Text[]): YamlNode[] {
  return [
    deployment('environment', {
      template: 'environment.json',
      after: ['monitoring', 'network', ...fileSystemsOf(stack).map(name => text`files-${name}`)],
      parameters: {
        ...common,
        workspaceId: variable('workspaceId'),
        isPublic: parts.has('ingress'),
        isZoneRedundant: parameter('isZoneRedundant'),
        profiles: parameter('profiles'),
        fileShares: fileSystemsOf(stack).map(name => ({ name, account: accountOf(name) })),
      },
    }),
    ...(parts.has('internal')
      ? [
          deployment('names', {
            template: 'names.json',
            after: ['environment', 'network'],
            parameters: {
              name: variable('name'),
              tags: variable('tags'),
              domain: text`[${output('environment', 'domain')}]`,
              address: text`[${output('environment', 'address')}]`,
            },
          }),
        ]
      : []),
    ...stack.services.map(service => {
      const said = text`parameters('services')['${service.name}']`;
      return deployment(text`service-${service.name}`, {
        template: isJob(service) ? 'job.json' : 'app.json',
        after: ['environment', 'grants', ...stores],
        condition: isEverywhere(stack, service)
          ? undefined
          : text`[contains(parameters('services'), '${service.name}')]`,
        parameters: {
          ...common,
          service: text`[${said}]`,
          addresses: variable('addresses'),
          vault: variable('vault'),
          registry: variable('registry'),
          image: text`[if(contains(parameters('images'), '${service.name}'), parameters('images')['${service.name}'], ${said}.image)]`,
          ...(isJob(service)
            ? { workspaceId: variable('workspaceId') }
            : { messaging: variable('messaging') }),
          actionGroupId: variable('actionGroupId'),
        },
      });
    }),
  ];
}

const isEverywhere = ({ environments }: Stack, service: Stack['services'][number]): boolean =>
  environments.every(({ services }) => services.has(service));

const ingress = ({ services }: Stack): YamlNode[] => [
  deployment('front-door', {
    template: 'front-door.json',
    after: ['monitoring', ...services.map(({ name }) => text`service-${name}`)],
    parameters: {
      name: variable('name'),
      tags: variable('tags'),
      workspaceId: variable('workspaceId'),
      hosts: parameter('hosts'),
      routes: parameter('routes'),
      zone: parameter('zone'),
      zoneGroup: parameter('zoneGroup'),
    },
  }),
  deployment('dns', {
    template: 'dns.json',
    after: ['front-door'],
    group: parameter('zoneGroup'),
    parameters: {
      name: variable('name'),
      group: '[resourceGroup().name]',
      zone: parameter('zone'),
      hosts: parameter('hosts'),
    },
  }),
];
