import { plain, trace } from '../../../model/traced.ts';
import { isServing, type ServiceView } from '../../../model/views.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { folderOf } from '../shared/folders.ts';
import { serviceEmitter } from '../shared/service-emitter.ts';
import { textFile } from '../shared/text.ts';
import type { YamlNode } from '../shared/yaml.ts';
import { yamlFile } from '../shared/yaml-file.ts';
import { inventory } from './inventory.ts';
import { playbook } from './playbooks.ts';
import { roles } from './roles.ts';
import { settings } from './settings.ts';
import { serviceVariables } from './variables.ts';
import { wantedPlaybooks } from './wanted.ts';

/** The playbooks of REQ 9.5.4, with the roles, variables and inventories that they need. */
export const ansible: Emitter = serviceEmitter({
  id: 'ansible',
  family: 'ansible',
  emitOne: (service, project) => {
    const wanted = wantedPlaybooks(service, trace(project).resources);
    if (wanted.length === 0) return [];
    const folder = folderOf(project, service.name.value);
    const file = (path: string, node: YamlNode) =>
      yamlFile({ family: 'ansible', kind: 'ansible', path: `${folder}${path}` }, [node]);
    return [
      ...wanted.map(one => file(plain(one.name), playbook(one, service))),
      file('vars/service.yml', serviceVariables(service)),
      ...inventories(service, file),
      ...roles(folder, rolesOf(service)),
      textFile({ family: 'ansible', kind: 'text', path: `${folder}ansible.cfg` }, settings),
    ];
  },
});

/** Those that a team fills in itself are written once. */
const inventories = (
  service: ServiceView,
  file: (path: string, node: YamlNode) => Artifact,
): readonly Artifact[] =>
  service.environments
    .filter(({ target }) => target.value !== 'process')
    .map(environment => ({
      ...file(`inventories/${plain(environment.name)}/hosts.yml`, inventory(service, environment)),
      ownership: 'once' as const,
    }));

const rolesOf = (service: ServiceView): ReadonlySet<string> =>
  new Set(['host', 'service', ...(isServing(service) ? ['balancer'] : [])]);
