import { trace } from '../../../model/traced.ts';
import type { Emitter } from '../shared/artifact.ts';
import { folderOf } from '../shared/folders.ts';
import { serviceEmitter } from '../shared/service-emitter.ts';
import { ecsFiles } from './ecs/index.ts';
import { runsOnEcs } from './ecs/possible.ts';
import { hostFiles } from './hosts/index.ts';
import { runsOnHosts } from './hosts/possible.ts';

/** The playbooks of REQ 9.5.4, for virtual machines or for ECS, with the roles, variables and inventories that they need. */
export const ansible: Emitter = serviceEmitter({
  id: 'ansible',
  family: 'ansible',
  emitOne: (service, project, options) => {
    const view = trace(project);
    const { resources } = view;
    const folder = folderOf(project, service.name.value);
    if (runsOnHosts(service, resources)) return hostFiles(folder, service, resources);
    return runsOnEcs(service, resources) ? ecsFiles(folder, service, view, options) : [];
  },
});
