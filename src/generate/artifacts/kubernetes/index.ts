import type { Project } from '../../../model/service.ts';
import { fieldsOf, trace } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { folderOf } from '../shared/folders.ts';
import { serviceEmitter } from '../shared/service-emitter.ts';
import { numericUser } from '../shared/user.ts';
import type { YamlNode } from '../shared/yaml.ts';
import { yamlFile } from '../shared/yaml-file.ts';
import { clusterSet } from './objects/cluster-set.ts';

export const kubernetes: Emitter = serviceEmitter({
  id: 'kubernetes',
  family: 'kubernetes',
  emitOne: (service, project) => {
    const folder = folderOf(project, service.name.value);
    const { objects } = clusterSet(project).of(service);
    const files = Object.entries(objects).filter(([, { length }]) => length > 0);
    const names = files.map(([name]) => `${name}.yaml`);
    return [list(folder, names), ...files.map(([name, found]) => manifest(`${folder}${name}.yaml`, found))];
  },
  unsaid: (project: Project): string[] => trace(project).services.flatMap(namedUser),
});

/**
 * What `kubectl apply -k` applies, in the order of Kustomize: the namespace first. Under this name `kubectl apply -f` of
 * the folder passes it over.
 */
function list(folder: string, files: readonly string[]): Artifact {
  const node = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources: files };
  return yamlFile({ family: 'kubernetes', path: `${folder}Kustomization`, kind: 'kustomization' }, [node]);
}

/** A user that is only a name: a pod wants the number. */
const namedUser = ({ container: { user } }: ServiceView): readonly string[] =>
  user && !numericUser(user.value) ? fieldsOf(user) : [];

const manifest = (path: string, found: readonly YamlNode[]): Artifact =>
  yamlFile({ family: 'kubernetes', path, kind: 'kubernetes' }, found);
