/** What runs, with all that it is told and all that it may do. */
import { addressesOf } from './addresses'; //: addresses
import { bucketPermissions } from './buckets'; //: storage
import { cachePermissions } from './caches'; //: cache
import type { Workload } from './components/compute';
import { config, type ServiceConfig } from './config';
import { filePermissions, mountsOf } from './file-systems'; //: files
import { securityGroups } from './foundation';
import { imageOf } from './images'; //: registry
import { loadBalancer } from './ingress'; //: ingress
import { named } from './named';
import { queuePermissions } from './queues'; //: queue
import { secretsOf } from './secrets'; //: secrets
import { tablePermissions } from './tables'; //: table

const workloadOf = (name: string, service: ServiceConfig): Workload => ({
  ...service,
  image: imageOf(service), //: registry
  environment: [...service.environment, ...addressesOf(service)], //: addresses
  secrets: secretsOf(service), //: secrets
  fileSystems: mountsOf(name, service), //: files
  route: loadBalancer.routes.get(name), //: ingress
  securityGroupId: named(securityGroups, name).id,
  //: permissions
  permissions: [
    ...bucketPermissions(service), //: storage
    ...filePermissions(service), //: files
    ...tablePermissions(service), //: table
    ...queuePermissions(service), //: queue
    ...cachePermissions(service), //: cache
  ],
  //: end
});

export const workloads: ReadonlyMap<string, Workload> = new Map(
  [...config.services].map(([name, service]) => [name, workloadOf(name, service)]),
);
