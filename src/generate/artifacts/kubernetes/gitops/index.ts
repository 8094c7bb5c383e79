import { posix } from 'node:path';
import { change, plain, type Text } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import type { Artifact, Emitter } from '../../shared/artifact.ts';
import { folderOf, folders } from '../../shared/folders.ts';
import { serviceEmitter } from '../../shared/service-emitter.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { yamlFile } from '../../shared/yaml-file.ts';
import { clusterSet } from '../objects/cluster-set.ts';
import { clusterEnvironments, place } from '../objects/placed.ts';
import { kindOf } from '../objects/values.ts';
import { application, argoProject } from './argo-cd.ts';
import { fluxKustomization, gitRepository } from './flux.ts';
import type { Source } from './source.ts';

/** Each environment as a controller in the cluster fetches it from Git; nothing where nobody says where Git is. */
export const gitops: Emitter = serviceEmitter({
  id: 'gitops',
  family: 'gitops',
  needs: 'repository',
  emitOne: (service, project, { folders: chosen = folders, output = '.' }) => {
    const { repository, repositoryFolder } = service;
    if (!repository) return [];
    const folder = folderOf(project, service.name.value);
    const source = (environment: string): Source => ({
      repository,
      branch: 'main',
      path: change(repositoryFolder ?? '', top =>
        posix.join(top, output, chosen.kustomize, folder, environment),
      ),
    });
    const kinds = clusterKinds(Object.values(clusterSet(project).of(service).objects).flat());
    return filesOf(service, source, kinds).map(([path, nodes]) => file(`${folder}${path}`, nodes));
  },
});

function filesOf(
  service: ServiceView,
  source: (environment: string) => Source,
  kinds: readonly YamlObject[],
): readonly (readonly [path: string, nodes: readonly YamlNode[]])[] {
  const main = place(service);
  const environments = clusterEnvironments(service).map(environment => ({
    name: plain(environment.name),
    placed: place(service, environment),
  }));
  const namespaces: readonly Text[] = environments.map(({ placed }) => placed.placement.namespace);
  return [
    ...environments.map(
      ({ name, placed }) => [`argo-cd/${name}.yaml`, [application(placed, source(name))]] as const,
    ),
    ['argo-cd/project.yaml', [argoProject(main, source(''), namespaces, kinds)]],
    ...environments.map(
      ({ name, placed }) => [`flux/${name}.yaml`, [fluxKustomization(placed, source(name))]] as const,
    ),
    ['flux/repository.yaml', [gitRepository(main, source(''))]],
  ];
}

/** Kinds of the cluster that are among the objects: a project of Argo CD allows none that it does not name. */
function clusterKinds(objects: readonly YamlNode[]): readonly YamlObject[] {
  const kinds = new Set(objects.map(kindOf));
  return [
    { group: '', kind: 'Namespace' },
    ...(kinds.has('PriorityClass') ? [{ group: 'scheduling.k8s.io', kind: 'PriorityClass' }] : []),
  ];
}

const file = (path: string, nodes: readonly YamlNode[]): Artifact =>
  yamlFile({ family: 'gitops', path, kind: 'kubernetes' }, nodes);
