import { posix } from 'node:path';
import { plain } from '../../../../model/traced.ts';
import type { Artifact, ArtifactKind, Emitter } from '../../shared/artifact.ts';
import { folderOf, folders } from '../../shared/folders.ts';
import { serviceEmitter } from '../../shared/service-emitter.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { yamlFile } from '../../shared/yaml-file.ts';
import { clusterSet } from '../objects/cluster-set.ts';
import { clusterEnvironments } from '../objects/placed.ts';
import { additions, overlay } from './overlay.ts';

/** One overlay for each environment, over the plain manifests. */
export const kustomize: Emitter = serviceEmitter({
  id: 'kustomize',
  family: 'kustomize',
  emitOne: (service, project, { folders: chosen = folders }) => {
    const set = clusterSet(project);
    const folder = folderOf(project, service.name.value);
    const base = set.of(service).objects;
    return clusterEnvironments(service).flatMap(environment => {
      const name = plain(environment.name);
      const { service: own, objects: there } = set.of(service, name);
      const added = additions(base, there);
      const listed = [
        posix.relative(`/${chosen.kustomize}/${folder}${name}`, `/${chosen.kubernetes}/${folder}`),
        ...Object.keys(added).map(file => `${file}.yaml`),
      ];
      return [
        file(`${folder}${name}/kustomization.yaml`, 'kustomization', [overlay(own, base, there, listed)]),
        ...Object.entries(added).map(([title, nodes]) =>
          file(`${folder}${name}/${title}.yaml`, 'kubernetes', nodes),
        ),
      ];
    });
  },
});

const file = (path: string, kind: ArtifactKind, nodes: readonly YamlNode[]): Artifact =>
  yamlFile({ family: 'kustomize', path, kind }, nodes);
