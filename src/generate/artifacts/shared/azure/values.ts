/** What the variables of the stack on Azure are in one environment. */
import { change, type Text } from '../../../../model/traced.ts';
import { HclEntries, type HclNode, type HclObject } from '../hcl.ts';
import type { Part } from '../infrastructure/parts.ts';
import { logDays } from '../infrastructure/promises.ts';
import { fileSystemsOf } from '../infrastructure/service.ts';
import {
  domainOf,
  firstOf,
  hostIn,
  type Stack,
  type StackEnvironment,
  zoneOf,
} from '../infrastructure/stack.ts';
import { serviceValues, workloadValues } from './service-values.ts';
import {
  cacheValues,
  databaseValues,
  messagingValues,
  queueValues,
  shareValues,
  storageValues,
} from './store-values.ts';

/** In the order of the parts of the stack. */
export function valuesOf(stack: Stack, environment: StackEnvironment, parts: ReadonlySet<Part>): HclObject {
  const { stores } = stack;
  const of = (part: Part, node: () => HclNode): HclNode | undefined => (parts.has(part) ? node() : undefined);
  return {
    project: stack.project,
    environment: environment.name,
    location: locationOf(environment),
    deletion_protection: environment.isProduction,
    zone_redundant: of('compute', () => environment.isProduction),
    log_retention_days: change(firstOf(stack, logDays) ?? 30, days => Math.min(730, Math.max(30, days))),
    network: { cidr: stack.network?.cidr ?? '10.0.0.0/16' },
    domain: of('ingress', () => ({ zone: zoneName(stack) })),
    alarm_emails: [],
    operators: of('secrets', () => []),
    operator_addresses: of('secrets', () => []),
    databases: of('database', () =>
      named(stores.databases, database => databaseValues(environment, database)),
    ),
    caches: of('cache', () => named(stores.caches, cache => cacheValues(environment, cache))),
    messaging: of('queue', () => messagingValues(environment)),
    queues: of('queue', () => named(stores.queues, queueValues)),
    storage: of('storage', () => named(stores.buckets, bucket => storageValues(stack, environment, bucket))),
    file_shares: of('files', () => fileShares(stack)),
    cluster_administrators: of('cluster', () => []),
    services: new HclEntries(
      [...environment.services].map(([service, place]) => [
        service.name,
        parts.has('cluster')
          ? workloadValues(stack, service, place, parts)
          : serviceValues(stack, environment, service, place, parts),
      ]),
    ),
  };
}

const named = <T extends { readonly name: Text }>(list: readonly T[], value: (item: T) => HclNode) =>
  new HclEntries(list.map(item => [item.name, value(item)]));

const fileShares = (stack: Stack): HclNode =>
  new HclEntries(fileSystemsOf(stack).map(name => [name, shareValues(stack, name)]));

/** Where no document names a region. */
const usualRegion = 'westeurope';

/** "West Europe" is westeurope. */
export const locationOf = ({ region }: Pick<StackEnvironment, 'region'>): Text =>
  region ? change(region, name => name.toLowerCase().replaceAll(/\s+/g, '')) : usualRegion;

/** What belongs to no environment lies where it is needed last. */
export const commonLocation = ({ environments }: Stack): Text =>
  locationOf(environments.at(-1) ?? { region: undefined });

function zoneName(stack: Stack): Text {
  const hosts = stack.environments.flatMap(environment =>
    [...environment.services].flatMap(([service, place]) => hostIn(service, environment, place) ?? []),
  );
  return change(zoneOf(firstOf(stack, domainOf) ?? hosts.at(-1) ?? ''), name => name.toLowerCase());
}
