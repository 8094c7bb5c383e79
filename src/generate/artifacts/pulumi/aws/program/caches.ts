/** Caches. */
import { alarmOfCache } from './components/alarms';
import { Cache } from './components/cache';
import type { Permission } from './components/policy';
import { config, type ServiceConfig } from './config';
import { clientsWho, keyArn, name, network } from './foundation';
import { named } from './named';

export const caches = new Map(
  [...config.caches].map(([key, cache]) => [
    key,
    new Cache(`${name}-${key}`, {
      ...cache,
      network,
      keyArn,
      clients: clientsWho(service => service.caches.includes(key)),
    }),
  ]),
);

//: addresses
/** What services are told of where they are. */
export const cacheAddresses = [...caches].flatMap(([key, { host, port }]) => [
  { name: `${key}.host`, value: host },
  { name: `${key}.port`, value: String(port) },
]);

//: end
export const cachePermissions = (service: ServiceConfig): Permission[] =>
  service.caches.map(key => ({
    actions: ['elasticache:Connect'],
    resources: named(caches, key).connectArns,
  }));

export const cacheAlarms = [...caches.keys()].map(key => alarmOfCache(key, `${name}-${key}`));
