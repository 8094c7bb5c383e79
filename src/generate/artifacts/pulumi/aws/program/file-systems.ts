/** Files that services share and that outlive them. */
import type { FileMount } from './components/compute';
import { FileSystem } from './components/file-system';
import type { Permission } from './components/policy';
import { config, type ServiceConfig } from './config';
import { clientsWho, keyArn, name, network, protect } from './foundation';
import { named } from './named';

const accessPoint = (service: string, mount: string) => `${service}-${mount}`;

export const fileSystems = new Map(
  config.fileSystems.map(key => [
    key,
    new FileSystem(`${name}-${key}`, {
      network,
      keyArn,
      protect,
      mounts: [...config.services].flatMap(([service, { mounts }]) =>
        mounts
          .filter(({ fileSystem }) => fileSystem === key)
          .map(({ name: mount, uid, gid }) => ({ name: accessPoint(service, mount), uid, gid })),
      ),
      clients: clientsWho(({ mounts }) => mounts.some(({ fileSystem }) => fileSystem === key)),
    }),
  ]),
);

export const mountsOf = (service: string, { mounts }: ServiceConfig): FileMount[] =>
  mounts.map(({ name: mount, path, fileSystem }) => {
    const { fileSystemId, accessPointIds } = named(fileSystems, fileSystem);
    return {
      name: mount,
      path,
      fileSystemId,
      accessPointId: named(accessPointIds, accessPoint(service, mount)),
    };
  });

export const filePermissions = ({ mounts }: ServiceConfig): Permission[] =>
  [...new Set(mounts.map(({ fileSystem }) => fileSystem))].map(key => ({
    actions: ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'],
    resources: [named(fileSystems, key).arn],
  }));
