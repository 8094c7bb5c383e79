/** What the variables of the AWS stack are in one environment. */
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
import { fact, requirement } from '../requirements.ts';
import { functionValues, machineValues, serviceValues, workloadValues } from './service-values.ts';
import { logRetention } from './sizes.ts';
import { bucketValues, cacheValues, databaseValues, queueValues, tableValues } from './store-values.ts';

/** In the order of the parts of the stack. */
export function valuesOf(stack: Stack, environment: StackEnvironment, parts: ReadonlySet<Part>): HclObject {
  const { stores } = stack;
  const days = firstOf(stack, logDays);
  const of = (part: Part, node: () => HclNode): HclNode | undefined => (parts.has(part) ? node() : undefined);
  return {
    project: stack.project,
    environment: environment.name,
    region: regionOf(environment),
    deletion_protection: environment.isProduction,
    log_retention_days: days ? days.map(logRetention) : 30,
    vpc: {
      cidr: addressesOf(stack),
      zones: zonesOf(environment),
      single_nat_gateway: !environment.isProduction,
    },
    domain: of('ingress', () => domainValues(stack)),
    deployer_role_arns: of('cluster', () => []),
    ssh_public_key: of('machines', () => null),
    backup_retention_days: of('machines', () => (environment.isProduction ? 30 : 7)),
    alarm_emails: [],
    databases: of('database', () =>
      named(stores.databases, database => databaseValues(stack, environment, database)),
    ),
    caches: of('cache', () => named(stores.caches, cache => cacheValues(environment, cache))),
    tables: of('table', () => named(stores.tables, tableValues)),
    queues: of('queue', () => named(stores.queues, queueValues)),
    buckets: of('storage', () => named(stores.buckets, bucket => bucketValues(stack, bucket))),
    file_systems: of('files', () => [...fileSystemsOf(stack)]),
    services: new HclEntries(
      [...environment.services].map(([service, place], i) => [
        service.name,
        runnerValues(stack, environment, service, place, { parts, priority: (i + 1) * 10 }),
      ]),
    ),
  };
}

function runnerValues(...facts: Parameters<typeof serviceValues>): HclNode {
  const [stack, , service, place, { parts }] = facts;
  if (parts.has('cluster')) return workloadValues(stack, service, place, parts);
  if (parts.has('functions')) return functionValues(...facts);
  return parts.has('machines') ? machineValues(...facts) : serviceValues(...facts);
}

const named = <T extends { readonly name: Text }>(list: readonly T[], value: (item: T) => HclNode) =>
  new HclEntries(list.map(item => [item.name, value(item)]));

/** The addresses of the network. */
export const addressesOf = ({ network }: Stack): Text => network?.cidr ?? '10.0.0.0/16';

/** Where no document names a region. */
const usualRegion = 'us-east-1';

export const regionOf = ({ region }: Pick<StackEnvironment, 'region'>): Text => region ?? usualRegion;

/** Each region has an a, b and c, as far as most accounts see it. */
export function zonesOf(environment: StackEnvironment): readonly Text[] {
  if (environment.zones.length > 1) return environment.zones;
  const region = regionOf(environment);
  return ['a', 'b'].map(letter => change(region, name => `${name}${letter}`));
}

function domainValues(stack: Stack): HclObject {
  const domain = firstOf(stack, domainOf);
  const type = firstOf(stack, service =>
    fact(requirement(service, /tls|ssl/i)?.verification, 'Certificate type'),
  );
  const hosts = stack.environments.flatMap(environment =>
    [...environment.services].flatMap(([service, place]) => hostIn(service, environment, place) ?? []),
  );
  return {
    hosted_zone: zoneOf(domain ?? hosts.at(-1) ?? ''),
    key_algorithm: type ? type.map(keyAlgorithm) : 'RSA_2048',
  };
}

/** "RSA 2048-bit", as ACM calls it. */
function keyAlgorithm(text: string): string {
  if (/ec|p-?256|p-?384/i.test(text)) return /384/.test(text) ? 'EC_secp384r1' : 'EC_prime256v1';
  return `RSA_${/\b\d{4}\b/.exec(text)?.[0] ?? '2048'}`;
}
