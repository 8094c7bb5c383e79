/** https://docs.ansible.com/ansible/latest/collections/amazon/aws/aws_ec2_inventory.html */
import { plain, type Text, text } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import type { EnvironmentView } from '../../shared/environments.ts';
import { Noted, type YamlNode } from '../../shared/yaml.ts';

/** The collection that asks the cloud, in one version. */
export const collections: YamlNode = {
  collections: [{ name: 'amazon.aws', version: '10.1.2' }],
};

/** Machines that are found by their tags; the name has to end with the name of the plugin. */
export const dynamicInventory = (service: ServiceView, environment: EnvironmentView): YamlNode => ({
  plugin: 'amazon.aws.aws_ec2',
  regions: regionsOf(service, environment),
  filters: new Noted(
    {
      'tag:Service': service.name,
      'tag:Environment': environment.name,
      'instance-state-name': 'running',
    },
    { above: ['The tag Role says what a machine is: app, balancer or database.'] },
  ),
  hostnames: ['tag:Name', 'private-ip-address'],
  keyed_groups: [{ key: 'tags.Role', separator: '' }],
  compose: { ansible_host: 'private_ip_address', target_env: text`'${environment.name}'` },
});

/** Of zones such as us-east-1a, the regions. */
function regionsOf({ cloud }: ServiceView, { regions }: EnvironmentView): readonly Text[] {
  const named = regions.map(region => region.map(name => name.replace(/(\d)[a-z]$/, '$1')));
  const found = named.filter((one, i) => named.findIndex(other => plain(other) === plain(one)) === i);
  return found.length > 0 ? found : [cloud.region ?? 'us-east-1'];
}
