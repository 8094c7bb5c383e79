import type { Project } from '../../../../model/service.ts';
import { trace } from '../../../../model/traced.ts';
import { isJob } from '../../../../model/views.ts';
import type { Artifact, Emitter } from '../../shared/artifact.ts';
import { folderOf } from '../../shared/folders.ts';
import { yamlFile } from '../../shared/yaml-file.ts';
import { clusterSet } from '../objects/cluster-set.ts';
import { meshesOf } from './callers.ts';
import { istio } from './istio.ts';
import { linkerd } from './linkerd.ts';

const meshes = { istio, linkerd };

/** For each mesh a component of Kustomize: what joins it, who may ask whom, and how. */
export const mesh: Emitter = {
  id: 'mesh',
  family: 'mesh',
  emit: (project: Project): Artifact[] => {
    const set = clusterSet(project);
    return trace(project)
      .services.filter(service => !isJob(service))
      .map(service => set.of(service))
      .flatMap(({ service, around }) =>
        meshesOf(service).flatMap(name =>
          Object.entries(meshes[name](service, around)).map(([file, nodes]) =>
            yamlFile(
              {
                family: 'mesh',
                path: `${folderOf(project, service.name.value)}${name}/${file}.yaml`,
                kind: file === 'kustomization' ? 'kustomization' : 'kubernetes',
              },
              nodes,
            ),
          ),
        ),
      );
  },
};
