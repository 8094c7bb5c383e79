/** What the variables of the stack on Google Cloud are in one environment. */
import { change, type Text } from '../../../../model/traced.ts';
import { HclEntries, type HclNode, type HclObject } from '../../shared/hcl.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { logDays } from '../../shared/infrastructure/promises.ts';
import { fileSystemsOf } from '../../shared/infrastructure/service.ts';
import {
  domainOf,
  firstOf,
  hostIn,
  type Stack,
  type StackEnvironment,
  zoneOf,
} from '../../shared/infrastructure/stack.ts';
import { serviceValues, workloadValues } from './service-values.ts';
import { bucketValues, cacheValues, databaseValues, queueValues } from './store-values.ts';

/** In the order of the parts of the stack. */
export function valuesOf(stack: Stack, environment: StackEnvironment, parts: ReadonlySet<Part>): HclObject {
  const { stores } = stack;
  const of = (part: Part, node: () => HclNode): HclNode | undefined => (parts.has(part) ? node() : undefined);
  return {
    project: stack.project,
    environment: environment.name,
    region: regionOf(environment),
    deletion_protection: environment.isProduction,
    log_retention_days: firstOf(stack, logDays) ?? 30,
    vpc: { cidr: stack.network?.cidr ?? '10.0.0.0/16' },
    domain: of('ingress', () => ({ hosted_zone: zoneName(stack) })),
    alarm_emails: [],
    databases: of('database', () =>
      named(stores.databases, database => databaseValues(environment, database)),
    ),
    caches: of('cache', () => named(stores.caches, cache => cacheValues(environment, cache))),
    queues: of('queue', () => named(stores.queues, queueValues)),
    buckets: of('storage', () => named(stores.buckets, bucket => bucketValues(stack, bucket))),
    file_systems: of('files', () => [...fileSystemsOf(stack)]),
    file_zone: of('files', () => zoneLetter(environment)),
    registry: parts.has('cluster')
      ? undefined
      : of('registry', () => ({ location: registryRegion(stack), repository: stack.project })),
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

/** Where no document names a region. */
const usualRegion = 'us-central1';

export const regionOf = ({ region }: Pick<StackEnvironment, 'region'>): Text => region ?? usualRegion;

/** Images are kept where they are needed last. */
export const registryRegion = ({ environments }: Stack): Text =>
  regionOf(environments.at(-1) ?? { region: undefined });

/** The first zone that documents name; each region has a b. */
const zoneLetter = ({ zones: [first] }: StackEnvironment): Text =>
  first ? change(first, name => name.slice(-1)) : 'b';

/** Zones of Cloud DNS have names of their own: usually the domain without its dots. */
function zoneName(stack: Stack): Text {
  const hosts = stack.environments.flatMap(environment =>
    [...environment.services].flatMap(([service, place]) => hostIn(service, environment, place) ?? []),
  );
  const zone = zoneOf(firstOf(stack, domainOf) ?? hosts.at(-1) ?? '');
  return change(zone, name => name.toLowerCase().replaceAll('.', '-'));
}
