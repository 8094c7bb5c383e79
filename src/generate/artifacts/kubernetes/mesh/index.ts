import { isJob } from '../../../../model/views.ts';
import type { Emitter } from '../../shared/artifact.ts';
import { folderOf } from '../../shared/folders.ts';
import { serviceEmitter } from '../../shared/service-emitter.ts';
import { yamlFile } from '../../shared/yaml-file.ts';
import { clusterSet } from '../objects/cluster-set.ts';
import { meshesOf } from './callers.ts';
import { istio } from './istio.ts';
import { linkerd } from './linkerd.ts';

const meshes = { istio, linkerd };

/** For each mesh a component of Kustomize: what joins it, who may ask whom, and how. */
export const mesh: Emitter = serviceEmitter({
  id: 'mesh',
  family: 'mesh',
  emitOne: (own, project) => {
    if (isJob(own)) return [];
    const { service, around } = clusterSet(project).of(own);
    const folder = folderOf(project, service.name.value);
    return meshesOf(service).flatMap(name =>
      Object.entries(meshes[name](service, around)).map(([file, nodes]) => {
        const kind = file === 'kustomization' ? 'kustomization' : 'kubernetes';
        return yamlFile({ family: 'mesh', path: `${folder}${name}/${file}.yaml`, kind }, nodes);
      }),
    );
  },
});
