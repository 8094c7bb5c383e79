/** What services are told of where other things are. */
import type * as pulumi from '@pulumi/pulumi';
import { bucketAddresses } from './buckets'; //: storage
import { cacheAddresses } from './caches'; //: cache
import type { ServiceConfig } from './config';
import { databaseAddresses } from './databases'; //: database
import { named } from './named';
import { queueAddresses } from './queues'; //: queue
import { tableAddresses } from './tables'; //: table

/** Where other things are, by what the configuration calls them. */
const addresses = new Map<string, pulumi.Input<string>>(
  [
    ...databaseAddresses, //: database
    ...cacheAddresses, //: cache
    ...tableAddresses, //: table
    ...queueAddresses, //: queue
    ...bucketAddresses, //: storage
  ].map(({ name, value }) => [name, value]),
);

export const addressesOf = (service: ServiceConfig) =>
  service.addresses.map(({ name, value }) => ({ name, value: named(addresses, value) }));
