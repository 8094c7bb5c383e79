import { plain, type Text, type Traced, text } from '../../../../model/traced.ts';
import { quantityValue } from '../../../../model/values/quantities.ts';
import { type ContainerView, containersOf, isPerInstance, isStateful } from '../../../../model/views.ts';
import { uniqueBy } from '../../shared/unique.ts';
import { mountedVolumes } from '../../shared/variables.ts';
import { Slot, YamlEntries, type YamlNode } from '../../shared/yaml.ts';
import { label, metadata, names, selector } from './facts.ts';
import { fileMounts, fileVolumes, type Mount } from './files.ts';
import type { PlacedService } from './placed.ts';
import { tokenMounts, tokenVolumes } from './rbac.ts';

type VolumeView = ContainerView['volumes'][number];

const isPersistent = ({ kind }: VolumeView) => kind.value === 'persistent';

function allVolumes(service: PlacedService): readonly VolumeView[] {
  return containersOf(service).flatMap(mountedVolumes);
}

/** The persistent volumes that all instances mount, each once. */
const shared = (service: PlacedService) =>
  uniqueBy(
    allVolumes(service).filter(volume => isPersistent(volume) && !isOwn(service, volume)),
    volume => plain(names(service).claim(volume)),
  );

/** A pod of a StatefulSet has it alone. */
const isOwn = (service: PlacedService, volume: VolumeView) => isStateful(service) && isPerInstance(volume);

const own = (service: PlacedService) =>
  uniqueBy(
    allVolumes(service).filter(volume => isOwn(service, volume)),
    ({ name }) => plain(volumeName(name)),
  );

/** What the cluster makes a claim of for each instance. It can never be changed: nothing of the version stands in it. */
export const claimTemplates = (service: PlacedService): YamlNode[] =>
  own(service).map(({ name, size }) => ({
    metadata: { name: volumeName(name), labels: selector(service) },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: new Slot(['persistence', plain(volumeName(name)), 'storageClass'], undefined, ''),
      resources: { requests: { storage: new Slot(['persistence', plain(volumeName(name)), 'size'], size) } },
    },
  }));

const sizeOf = ({ size }: VolumeView) => size.map(quantityValue);

/** The sizes of claims, in MiB, and how many there are of each. */
export function claimedSizes(service: PlacedService, instances: Traced<number>) {
  return [
    ...shared(service).map(volume => ({ size: sizeOf(volume), count: 1 })),
    ...own(service).map(volume => ({ size: sizeOf(volume), count: instances })),
  ];
}

/** Every instance mounts the same folder, old and new ones at once: the storage class must offer ReadWriteMany. */
export function claims(service: PlacedService): YamlNode[] {
  const { claim } = names(service);
  return shared(service).map(volume => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: metadata(service, claim(volume)),
    spec: {
      accessModes: ['ReadWriteMany'],
      storageClassName: new Slot(['persistence', claim(volume), 'storageClass'], undefined, ''),
      resources: {
        requests: { storage: new Slot(['persistence', claim(volume), 'size'], volume.size) },
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
    [
      ...volumeMounts(container),
      ...fileMounts(service, container),
      ...tokenMounts(service, container),
      temporaryMount(service, container),
    ],
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
    ...tokenVolumes(service),
  ];
}

function namedVolumes(service: PlacedService): YamlNode[] {
  const brought = allVolumes(service).filter(volume => !isOwn(service, volume));
  return uniqueBy(brought, ({ name }) => plain(volumeName(name))).map(
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
