import { plain, type Text, type Traced, text } from '../../../model/traced.ts';
import { type ContainerView, containersOf } from '../../../model/views.ts';
import { uniqueBy } from '../shared/unique.ts';
import { Slot, YamlEntries, type YamlNode } from '../shared/yaml.ts';
import { label, metadata, names } from './facts.ts';
import { fileMounts, fileVolumes, type Mount } from './files.ts';
import type { PlacedService } from './placed.ts';

type VolumeView = ContainerView['volumes'][number];

/** A bind mount is a folder of a developer's machine: no pod has it. */
export function mountedVolumes({ volumes }: ContainerView): readonly VolumeView[] {
  return uniqueBy(
    volumes.filter(({ kind }) => kind.value !== 'bind'),
    ({ path }) => path.value,
  );
}

const isPersistent = ({ kind }: VolumeView) => kind.value === 'persistent';

function allVolumes(service: PlacedService): readonly VolumeView[] {
  return containersOf(service).flatMap(mountedVolumes);
}

/** Every instance mounts the same folder, old and new ones at once: the storage class must offer ReadWriteMany. */
export function claims(service: PlacedService): YamlNode[] {
  const { claim } = names(service);
  return uniqueBy(allVolumes(service).filter(isPersistent), volume => plain(claim(volume))).map(volume => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(service, claim(volume)),
    spec: {
      accessModes: ['ReadWriteMany'],
      storageClassName: new Slot(['persistence', plain(claim(volume)), 'storageClass'], undefined),
      resources: {
        requests: { storage: new Slot(['persistence', plain(claim(volume)), 'size'], volume.size) },
      },
    },
  }));
}

/** A volume of the document may be called tmp too. */
const volumeName = (name: Traced<string>): Text => label(text`volume-${name}`);

function holder(service: PlacedService, volume: VolumeView): readonly [Text, YamlNode] {
  const lasting = isPersistent(volume);
  const key = volume.kind.map(() => (lasting ? 'persistentVolumeClaim' : 'emptyDir'));
  return [key, lasting ? { claimName: names(service).claim(volume) } : { sizeLimit: volume.size }];
}

/** The folder for temporary files of a container, whose root cannot be written. */
const temporary = (service: PlacedService, container: ContainerView): Text =>
  container === service ? 'tmp' : label(text`tmp-${container.name}`);

/** Where a container has something else than its image: each place once. */
export function mountsOf(service: PlacedService, container: ContainerView): Mount[] {
  return uniqueBy(
    [...volumeMounts(container), ...fileMounts(service, container), temporaryMount(service, container)],
    ({ mountPath }) => plain(mountPath),
  );
}

const temporaryMount = (service: PlacedService, container: ContainerView): Mount => ({
  name: temporary(service, container),
  mountPath: '/tmp',
  subPath: undefined,
  readOnly: undefined,
});

/** The volumes of a pod; containers that name the same one share it. */
export function podVolumes(service: PlacedService): YamlNode[] {
  return [
    ...containersOf(service).flatMap(container =>
      mountedVolumes(container).some(({ path }) => path.value === '/tmp')
        ? []
        : [{ name: temporary(service, container), emptyDir: { sizeLimit: '64Mi' } }],
    ),
    ...namedVolumes(service),
    ...fileVolumes(service),
  ];
}

function namedVolumes(service: PlacedService): YamlNode[] {
  return uniqueBy(allVolumes(service), ({ name }) => plain(volumeName(name))).map(
    volume => new YamlEntries([['name', volumeName(volume.name)], holder(service, volume)]),
  );
}

function volumeMounts(container: ContainerView): Mount[] {
  return mountedVolumes(container).map(({ name, path, subPath, readOnly }) => ({
    name: volumeName(name),
    mountPath: path,
    subPath: subPath && isRelative(subPath.value) ? subPath : undefined,
    readOnly: readOnly.value ? readOnly : undefined,
  }));
}

const isRelative = (path: string) => !path.startsWith('/') && !path.split('/').includes('..');

/** Kubernetes counts what is written to ephemeral volumes against the container's limit. */
export function ephemeralSizes(container: ContainerView): readonly Traced<string>[] {
  return mountedVolumes(container)
    .filter(volume => !isPersistent(volume))
    .map(({ size }) => size);
}
