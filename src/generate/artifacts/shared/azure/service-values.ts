/** One entry of the variable `services` of the stack on Azure. */
import { change, combine, combineTexts, plain, type Text, type Traced } from '../../../../model/traced.ts';
import { isJob, isServing, type ServiceView } from '../../../../model/views.ts';
import { type EnvironmentView, namespaceIn } from '../environments.ts';
import { HclEntries, type HclNode, type HclObject } from '../hcl.ts';
import type { Part } from '../infrastructure/parts.ts';
import { errorsPerMinute, p95Seconds } from '../infrastructure/promises.ts';
import { fiveFields } from '../infrastructure/schedule.ts';
import {
  addressesOf,
  commandOf,
  imageOf,
  isOwnImage,
  mountsOf,
  secretName,
  secretsOf,
  settingsOf,
} from '../infrastructure/service.ts';
import { hostIn, type Stack, type StackEnvironment } from '../infrastructure/stack.ts';
import { usedBy } from '../infrastructure/uses.ts';
import { cores, mebibytes } from '../quantities.ts';
import { instanceSize } from './sizes.ts';

export function serviceValues(
  stack: Stack,
  environment: StackEnvironment,
  service: ServiceView,
  place: EnvironmentView,
  parts: ReadonlySet<Part>,
): HclObject {
  const of = (part: Part, node: () => HclNode): HclNode | undefined => (parts.has(part) ? node() : undefined);
  const secrets = secretsOf(stack, service);
  return {
    kind: kindOf(service),
    image: imageOf(service),
    is_own_image: of('registry', () => isOwnImage(service)),
    command: [...commandOf(service)],
    ...sizeOf(service),
    port: isServing(service) ? service.port : null,
    environment: new HclEntries(settingsOf(stack, service).filter(([name]) => !isReserved(name))),
    addresses: of('addresses', () => new HclEntries(addressesOf(stack, service))),
    secrets: of('secrets', () => new HclEntries(secretNames(service, environment, secrets))),
    ...countsOf(service, place),
    start_seconds: service.rollout.readySeconds,
    stop_seconds: service.shutdown.graceSeconds.map(seconds => Math.min(600, Math.ceil(seconds))),
    errors_per_minute: errorsPerMinute(service) ?? 10,
    p95_seconds: p95Seconds(service) ?? 1,
    ...usesOf(stack, service, parts),
    health: healthOf(service),
    job: { schedule: service.schedule ? service.schedule.cron.map(fiveFields) : null },
    mounts: of('files', () =>
      mountsOf(stack, service).map(({ name, fileSystem, path }) => ({ name, file_share: fileSystem, path })),
    ),
    ingress: of('ingress', () => ingressOf(service, environment, place)),
  };
}

/** Of a service that manifests run: where, and what it uses. */
export const workloadValues = (
  stack: Stack,
  service: ServiceView,
  place: EnvironmentView,
  parts: ReadonlySet<Part>,
): HclObject => ({ namespace: namespaceIn(service, place), ...usesOf(stack, service, parts) });

function usesOf({ stores, services }: Stack, service: ServiceView, parts: ReadonlySet<Part>): HclObject {
  const used = (part: Part, list: readonly { readonly name: Traced<string> }[]) =>
    parts.has(part) ? [...usedBy(service, list, services.length === 1)] : undefined;
  return {
    databases: used('database', stores.databases),
    caches: used('cache', stores.caches),
    queues: used('queue', stores.queues),
    storage: used('storage', stores.buckets),
  };
}

const kindOf = (service: ServiceView): Text =>
  service.kind.map(() => (isServing(service) ? 'service' : isJob(service) ? 'job' : 'worker'));

/** The identity of the service says this one. */
const isReserved = (name: Text): boolean => plain(name) === 'AZURE_CLIENT_ID';

function sizeOf({ resources: { limits } }: ServiceView): HclObject {
  const size = () => instanceSize(cores(limits.cpu.value), mebibytes(limits.memory.value));
  const said = [limits.cpu, limits.memory];
  return {
    cpu: combine(said, () => size().processors),
    memory_gb: combine(said, () => size().memory),
    profile: combine(said, () => size().profile),
  };
}

/** Never fewer than the documents say for the environment. */
function countsOf({ scaling }: ServiceView, { replicas }: EnvironmentView): HclObject {
  return {
    min_count: replicas,
    max_count: scaling.max.value >= replicas.value ? scaling.max : replicas,
    cpu_percent: scaling.targetCpuPercent,
    memory_percent: scaling.targetMemoryPercent ?? null,
  };
}

/** What each variable is called in the vault: Key Vault has neither paths nor underscores, and one secret for each value. */
const secretNames = (
  service: ServiceView,
  environment: StackEnvironment,
  names: readonly Text[],
): readonly (readonly [Text, Text])[] =>
  names.map(name => {
    const place = secretIn(service, environment);
    return [name, combineTexts([place, name], () => `${plain(place)}-${flat(plain(name))}`)];
  });

/** What the names of all secrets of a service begin with. */
export const secretIn = (service: ServiceView, environment: StackEnvironment): Text =>
  change(secretName(service, environment), flat);

const flat = (name: string): string =>
  name.replaceAll(/[^A-Za-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'secret';

const within = (most: number) => (value: number) => Math.min(most, Math.max(1, Math.ceil(value)));

/** Container Apps ask every four minutes at the least, and give up after ten times in vain at the latest. */
function healthOf({ health }: ServiceView): HclObject {
  const { over, intervalSeconds, timeoutSeconds, failureThreshold } = health;
  const asked = (path: Traced<string>): HclNode => (over.value === 'http' ? path : null);
  return {
    live_path: asked(health.live),
    ready_path: asked(health.ready),
    start_path: asked(health.startup),
    interval_seconds: intervalSeconds.map(within(240)),
    timeout_seconds: timeoutSeconds.map(within(240)),
    failures: failureThreshold.map(within(10)),
  };
}

function ingressOf(service: ServiceView, environment: StackEnvironment, place: EnvironmentView): HclNode {
  const host = hostIn(service, environment, place);
  return host ? { host: change(host, name => name.toLowerCase()), path: service.routing?.path ?? '/' } : null;
}
