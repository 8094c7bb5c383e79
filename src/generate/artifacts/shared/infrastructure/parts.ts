/** Which parts of a stack a project has. */
import { plain } from '../../../../model/traced.ts';
import { addressesOf, isOwnImage, mountsOf, secretsOf } from './service.ts';
import { hostIn, type Stack } from './stack.ts';

export type Part =
  | 'foundation'
  | 'logs'
  | 'ingress'
  /** A load balancer that finds the services by their addresses. */
  | 'addressed'
  /** No load balancer. */
  | 'internal'
  | 'secrets'
  | 'database'
  | 'cache'
  | 'table'
  | 'queue'
  | 'storage'
  | 'files'
  | 'registry'
  | 'addresses'
  | 'permissions'
  | 'compute'
  /** Kubernetes, where the documents say it, instead of what the cloud runs itself. */
  | 'cluster'
  /** Virtual machines, where the documents say them. */
  | 'machines'
  /** Functions, where the documents say them. */
  | 'functions'
  | 'monitoring'
  | 'budgets';

export function partsOf(stack: Stack): ReadonlySet<Part> {
  const { services, stores } = stack;
  const hasHost = stack.environments.some(environment =>
    [...environment.services].some(([service, place]) => hostIn(service, environment, place) !== undefined),
  );
  const present: Readonly<Record<Part, boolean>> = {
    foundation: true,
    logs: hasHost || stores.buckets.length > 0,
    ingress: hasHost,
    addressed: hasHost,
    internal: !hasHost,
    secrets: services.some(service => secretsOf(stack, service).length > 0),
    database: stores.databases.length > 0,
    cache: stores.caches.length > 0,
    table: stores.tables.length > 0,
    queue: stores.queues.length > 0,
    storage: stores.buckets.length > 0,
    files: services.some(service => mountsOf(stack, service).length > 0),
    registry: services.some(isOwnImage),
    addresses: services.some(service => addressesOf(stack, service).length > 0),
    permissions: false,
    compute: true,
    cluster: false,
    machines: false,
    functions: false,
    monitoring: true,
    budgets: services.some(({ cost }) => cost.some(({ monthly }) => plain(monthly) > 0)),
  };
  const parts = (Object.keys(present) as Part[]).filter(part => present[part]);
  const grants: readonly Part[] = ['storage', 'files', 'queue', 'cache', 'table'];
  return new Set([
    ...parts,
    ...(parts.some(part => grants.includes(part)) ? (['permissions'] as const) : []),
  ]);
}
