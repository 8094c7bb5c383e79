import { plain, trace } from '../../../model/traced.ts';
import { isServing, type ResourceView, type ServiceView } from '../../../model/views.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import type { EnvironmentView } from '../shared/environments.ts';
import { folderOf } from '../shared/folders.ts';
import { serviceEmitter } from '../shared/service-emitter.ts';
import { textFile } from '../shared/text.ts';
import type { YamlNode } from '../shared/yaml.ts';
import { yamlFile } from '../shared/yaml-file.ts';
import { collections, dynamicInventory } from './dynamic-inventory.ts';
import { inventory } from './inventory.ts';
import { playbook } from './playbooks.ts';
import { roles } from './roles.ts';
import { settings } from './settings.ts';
import { serviceVariables } from './variables.ts';
import { databaseOf, type Purpose, type Wanted, wantedPlaybooks } from './wanted.ts';

/** The playbooks of REQ 9.5.4, with the roles, variables and inventories that they need. */
export const ansible: Emitter = serviceEmitter({
  id: 'ansible',
  family: 'ansible',
  emitOne: (service, project) => {
    const { resources } = trace(project);
    const wanted = wantedPlaybooks(service, resources);
    if (wanted.length === 0) return [];
    const folder = folderOf(project, service.name.value);
    const file = (path: string, node: YamlNode) =>
      yamlFile({ family: 'ansible', kind: 'ansible', path: `${folder}${path}` }, [node]);
    return [
      ...wanted.map(one => file(plain(one.name), playbook(one, service))),
      file('vars/service.yml', serviceVariables(service, resources)),
      ...inventories(service, databaseOf(resources), file),
      ...dynamicInventories(service, file),
      ...roles(folder, rolesOf(service, wanted)),
      textFile({ family: 'ansible', kind: 'text', path: `${folder}ansible.cfg` }, settings),
    ];
  },
});

const hostEnvironments = ({ environments }: ServiceView): readonly EnvironmentView[] =>
  environments.filter(({ target }) => target.value !== 'process');

/** Those that a team fills in itself are written once. */
const inventories = (
  service: ServiceView,
  database: ResourceView | undefined,
  file: (path: string, node: YamlNode) => Artifact,
): readonly Artifact[] =>
  hostEnvironments(service).map(environment => ({
    ...file(`inventories/${plain(environment.name)}/hosts.yml`, inventory(service, environment, database)),
    ownership: 'once' as const,
  }));

/** Amazon is asked which machines there are; other clouds are not yet. */
const dynamicInventories = (
  service: ServiceView,
  file: (path: string, node: YamlNode) => Artifact,
): readonly Artifact[] =>
  service.cloud.provider?.value === 'aws'
    ? [
        ...hostEnvironments(service).map(environment =>
          file(`inventories/${plain(environment.name)}.aws_ec2.yml`, dynamicInventory(service, environment)),
        ),
        file('requirements.yml', collections),
      ]
    : [];

/** The roles of a playbook, beside those that every service has. */
const further: Readonly<Partial<Record<Purpose, string>>> = {
  monitoring: 'metrics',
  security: 'hardening',
  backup: 'backup',
};

function rolesOf(service: ServiceView, wanted: readonly Wanted[]): ReadonlySet<string> {
  const asked = wanted.flatMap(({ purpose }) => further[purpose] ?? []);
  return new Set(['host', 'service', ...(isServing(service) ? ['balancer'] : []), ...asked]);
}
