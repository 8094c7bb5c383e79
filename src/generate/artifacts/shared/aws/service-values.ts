/** One entry of the variable `services` of the AWS stack. */
import { change, combine, plain, type Traced } from '../../../../model/traced.ts';
import { isServing, type ServiceView } from '../../../../model/views.ts';
import { type EnvironmentView, namespaceIn } from '../environments.ts';
import { HclEntries, type HclNode, type HclObject } from '../hcl.ts';
import { isMachines } from '../infrastructure/orchestrator.ts';
import type { Part } from '../infrastructure/parts.ts';
import { errorsPerMinute, p95Seconds } from '../infrastructure/promises.ts';
import {
  addressesOf,
  architectureOf,
  commandOf,
  imageOf,
  isOwnImage,
  mountsOf,
  secretName,
  secretsOf,
  settingsOf,
  userOf,
} from '../infrastructure/service.ts';
import { hostIn, type Stack, type StackEnvironment } from '../infrastructure/stack.ts';
import { usedBy } from '../infrastructure/uses.ts';
import { cores, mebibytes } from '../quantities.ts';
import { functionMemory, machineType, taskSize } from './sizes.ts';

interface Place {
  readonly parts: ReadonlySet<Part>;
  readonly priority: number;
}

export function serviceValues(
  stack: Stack,
  environment: StackEnvironment,
  service: ServiceView,
  place: EnvironmentView,
  { parts, priority }: Place,
): HclObject {
  const of = (part: Part, node: () => HclNode): HclNode | undefined => (parts.has(part) ? node() : undefined);
  const secrets = secretsOf(stack, service);
  return {
    image: imageOf(service),
    repository: of('registry', () => (isOwnImage(service) ? service.image.repository : null)),
    command: [...commandOf(service)],
    user: userOf(service),
    architecture: architectureOf(service),
    ...sizeOf(service),
    port: isServing(service) ? service.port : null,
    environment: new HclEntries(settingsOf(stack, service)),
    addresses: of('addresses', () => new HclEntries(addressesOf(stack, service))),
    secret: of('secrets', () => (secrets.length > 0 ? secretName(service, environment) : null)),
    secrets: of('secrets', () => [...secrets]),
    ...countsOf(service, place),
    ...rolloutOf(service, place),
    errors_per_minute: errorsPerMinute(service) ?? 10,
    p95_seconds: p95Seconds(service) ?? 1,
    ...usesOf(stack, service, parts),
    mounts: of('files', () =>
      mountsOf(stack, service).map(({ name, fileSystem, path, uid, gid }) => ({
        name,
        file_system: fileSystem,
        path,
        uid,
        gid,
      })),
    ),
    ingress: of('ingress', () => ingressOf(service, environment, place, priority)),
  };
}

/** Of a service that manifests run: where, and what it uses. */
export const workloadValues = (
  stack: Stack,
  service: ServiceView,
  place: EnvironmentView,
  parts: ReadonlySet<Part>,
): HclObject => ({ namespace: namespaceIn(service, place), ...usesOf(stack, service, parts) });

/** Of a service that playbooks deploy to machines of its own. */
export function machineValues(
  stack: Stack,
  environment: StackEnvironment,
  service: ServiceView,
  place: EnvironmentView,
  { parts, priority }: Place,
): HclObject {
  const { stores, services, resources } = stack;
  const { limits } = service.resources;
  const said = resources.map(({ type }) => type).find(({ value }) => isMachines(value));
  const disks = usedBy(service, stores.disks, services.length === 1);
  return {
    count: place.replicas,
    instance_type: combine([limits.memory, ...(said ? [said] : [])], () =>
      machineType(said?.value ?? '', cores(limits.cpu.value), mebibytes(limits.memory.value)),
    ),
    port: isServing(service) ? service.port : null,
    disks_gb: new HclEntries(
      stores.disks
        .filter(({ name }) => disks.includes(name))
        .map(({ name, sizeGb }) => [name, sizeGb ?? 20] as const),
    ),
    drain_seconds: service.shutdown.drainSeconds,
    errors_per_minute: errorsPerMinute(service) ?? 10,
    p95_seconds: p95Seconds(service) ?? 1,
    ...usesOf(stack, service, parts),
    ingress: parts.has('ingress') ? ingressOf(service, environment, place, priority) : undefined,
  };
}

/** Of a service that is a function: it has an address of its own only while it is asked. */
export function functionValues(
  stack: Stack,
  environment: StackEnvironment,
  service: ServiceView,
  place: EnvironmentView,
  { parts, priority }: Place,
): HclObject {
  const of = (part: Part, node: () => HclNode): HclNode | undefined => (parts.has(part) ? node() : undefined);
  const { limits } = service.resources;
  const { max_count: most } = countsOf(service, place);
  return {
    image: imageOf(service),
    repository: of('registry', () => (isOwnImage(service) ? service.image.repository : null)),
    command: [...commandOf(service)],
    architecture: change(architectureOf(service), name => name.toLowerCase()),
    memory: combine([limits.cpu, limits.memory], () =>
      functionMemory(cores(limits.cpu.value), mebibytes(limits.memory.value)),
    ),
    timeout_seconds: 60,
    // Nothing waits for the start of what works by itself.
    min_instances: isServing(service) ? place.replicas : 0,
    max_instances: most,
    port: isServing(service) ? service.port : null,
    health_path: isServing(service) ? service.health.ready : null,
    environment: new HclEntries(settingsOf(stack, withoutVolumes(service))),
    addresses: of('addresses', () => new HclEntries(addressesOf(stack, service))),
    secret: of('secrets', () =>
      secretsOf(stack, service).length > 0 ? secretName(service, environment) : null,
    ),
    errors_per_minute: errorsPerMinute(service) ?? 10,
    p95_seconds: p95Seconds(service) ?? 1,
    ...usesOf(stack, service, parts),
    ingress: of('ingress', () => entranceOf(service, environment, place, priority)),
  };
}

/** Lambda has no folder that outlives a function, so no variable says where one is. */
const withoutVolumes = (service: ServiceView): ServiceView => ({ ...service, volumes: [] });

function usesOf({ stores, services }: Stack, service: ServiceView, parts: ReadonlySet<Part>): HclObject {
  const used = (part: Part, list: readonly { readonly name: Traced<string> }[]) =>
    parts.has(part) ? [...usedBy(service, list, services.length === 1)] : undefined;
  return {
    databases: used('database', stores.databases),
    caches: used('cache', stores.caches),
    tables: used('table', stores.tables),
    queues: used('queue', stores.queues),
    buckets: used('storage', stores.buckets),
  };
}

function sizeOf({ resources: { limits } }: ServiceView): HclObject {
  const size = () => taskSize(cores(limits.cpu.value), mebibytes(limits.memory.value));
  return {
    cpu: combine([limits.cpu], () => size().cpu),
    memory: combine([limits.cpu, limits.memory], () => size().memory),
  };
}

/** Never fewer than the documents say for the environment. */
function countsOf({ scaling }: ServiceView, { replicas }: EnvironmentView): HclObject {
  return {
    desired_count: replicas,
    min_count: replicas,
    max_count: scaling.max.value >= replicas.value ? scaling.max : replicas,
    target_cpu_percent: scaling.targetCpuPercent,
    target_memory_percent: scaling.targetMemoryPercent ?? null,
  };
}

/** What ECS calls the strategies: it knows no feature flags, and stops no task before another one is there. */
const strategies: Readonly<Record<EnvironmentView['strategy']['value'], string>> = {
  'blue-green': 'BLUE_GREEN',
  canary: 'CANARY',
  rolling: 'ROLLING',
  'feature-flag': 'ROLLING',
  recreate: 'ROLLING',
};

/** Of 100 requests, those that go to the new version first; all others follow at once. */
const firstStep = ({ steps: [first] }: ServiceView['rollout']) => first?.weight ?? 10;

function rolloutOf(service: ServiceView, place: EnvironmentView): HclObject {
  const { rollout, shutdown } = service;
  const bake = place.bakeSeconds ?? rollout.bakeSeconds;
  return {
    strategy: isServing(service) ? place.strategy.map(name => strategies[name]) : 'ROLLING',
    canary_percent: place.strategy.value === 'canary' && isServing(service) ? firstStep(rollout) : undefined,
    bake_minutes: bake.map(seconds => Math.ceil(seconds / 60)),
    start_seconds: rollout.readySeconds,
    stop_seconds: shutdown.graceSeconds.map(seconds => Math.min(120, seconds)),
    drain_seconds: shutdown.drainSeconds,
  };
}

function ingressOf(
  service: ServiceView,
  environment: StackEnvironment,
  place: EnvironmentView,
  priority: number,
): HclNode {
  const entrance = entranceOf(service, environment, place, priority);
  if (!entrance) return null;
  const { health } = service;
  return {
    ...entrance,
    health_path: health.ready,
    health_interval_seconds: health.intervalSeconds.map(seconds => Math.max(5, seconds)),
    health_timeout_seconds: health.timeoutSeconds,
    health_failures: combine([health.failureThreshold], () =>
      Math.min(10, Math.max(2, plain(health.failureThreshold))),
    ),
  };
}

/** What of the hosts that the load balancer knows is the service's. */
function entranceOf(
  service: ServiceView,
  environment: StackEnvironment,
  place: EnvironmentView,
  priority: number,
): HclObject | null {
  const host = hostIn(service, environment, place);
  return host ? { host, path: service.routing?.path ?? '/', priority } : null;
}
