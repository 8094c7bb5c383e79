import type { ServiceView } from '../../../model/views.ts';
import type { YamlNode } from '../shared/yaml.ts';
import { metadata, names } from './facts.ts';

/** Every instance mounts the same folder, old and new ones at once: the storage class must offer ReadWriteMany. */
export function claims(service: ServiceView): YamlNode[] {
  return service.volumes.map(({ name, size }) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(service, names(service).claim(name)),
    spec: { accessModes: ['ReadWriteMany'], resources: { requests: { storage: size } } },
  }));
}
