/** Machines that a cloud is asked for, by their tags or labels: what runs, is of the service, and of the environment. */
import type { CloudProvider } from '../../../../model/resource.ts';
import { plain, type Text, text } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import type { EnvironmentView } from '../../shared/environments.ts';
import { uniqueBy } from '../../shared/unique.ts';
import { Noted, type YamlNode } from '../../shared/yaml.ts';
import { collection } from '../collections.ts';

/** How one cloud is asked: a plugin takes only files whose names end with its own. */
interface Asked {
  readonly suffix: string;
  readonly collections: YamlNode;
  readonly inventory: (service: ServiceView, environment: EnvironmentView) => YamlNode;
}

const roles = (word: string) => `The ${word} says what a machine is: app, balancer or database.`;

const aws: Asked = {
  suffix: 'aws_ec2.yml',
  collections: [collection('amazon.aws')],
  inventory: (service, environment) => ({
    plugin: 'amazon.aws.aws_ec2',
    regions: regionsOf(service, environment),
    filters: new Noted(
      {
        'tag:Service': service.name,
        'tag:Environment': environment.name,
        'instance-state-name': 'running',
      },
      { above: [roles('tag Role')] },
    ),
    hostnames: ['tag:Name', 'private-ip-address'],
    keyed_groups: [{ key: 'tags.Role', separator: '' }],
    compose: { ansible_host: 'private_ip_address', target_env: text`'${environment.name}'` },
  }),
};

const gcp: Asked = {
  suffix: 'gcp_compute.yml',
  collections: [collection('google.cloud')],
  inventory: (service, environment) => ({
    plugin: 'google.cloud.gcp_compute',
    auth_kind: 'application',
    projects: new Noted(['{{ lookup("env", "GOOGLE_PROJECT") }}'], {
      above: ['GOOGLE_PROJECT says which project of Google.'],
    }),
    filters: new Noted(
      [
        'status = RUNNING',
        text`labels.service = ${service.name}`,
        text`labels.environment = ${environment.name}`,
      ],
      { above: [roles('label role')] },
    ),
    hostnames: ['name'],
    keyed_groups: [{ key: 'labels.role', separator: '' }],
    compose: { ansible_host: 'networkInterfaces[0].networkIP', target_env: text`'${environment.name}'` },
  }),
};

const azure: Asked = {
  suffix: 'azure_rm.yml',
  collections: [collection('azure.azcollection')],
  inventory: (service, environment) => ({
    plugin: 'azure.azcollection.azure_rm',
    auth_source: 'auto',
    exclude_host_filters: new Noted(
      [
        "powerstate != 'running'",
        text`tags.get('Service') != '${service.name}'`,
        text`tags.get('Environment') != '${environment.name}'`,
      ],
      { above: [roles('tag Role')] },
    ),
    plain_host_names: true,
    keyed_groups: [{ prefix: '', separator: '', key: 'tags.Role' }],
    hostvar_expressions: {
      ansible_host: 'private_ipv4_addresses[0]',
      target_env: text`'${environment.name}'`,
    },
  }),
};

const clouds: Readonly<Partial<Record<CloudProvider, Asked>>> = { aws, gcp, azure };

/** How machines of the service are found; undefined where no document names a cloud that is known here. */
export const askedOf = ({ cloud }: ServiceView): Asked | undefined =>
  cloud.provider && clouds[cloud.provider.value];

/** Of zones such as us-east-1a, the regions. */
function regionsOf({ cloud }: ServiceView, { regions }: EnvironmentView): readonly Text[] {
  const named = regions.map(region => region.map(name => name.replace(/(\d)[a-z]$/, '$1')));
  return named.length > 0 ? uniqueBy(named, plain) : [cloud.region ?? 'us-east-1'];
}
