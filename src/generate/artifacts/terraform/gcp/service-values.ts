/** One entry of the variable `services` of the stack on Google Cloud. */
import { change, combine, type Text, Traced } from '../../../../model/traced.ts';
import { isJob, isServing, type ServiceView } from '../../../../model/views.ts';
import type { EnvironmentView } from '../../shared/environments.ts';
import { namespaceIn } from '../../shared/environments.ts';
import { instanceSize } from '../../shared/gcp/sizes.ts';
import { HclEntries, type HclNode, type HclObject } from '../../shared/hcl.ts';
import type { Part } from '../../shared/infrastructure/parts.ts';
import { errorsPerMinute, p95Seconds } from '../../shared/infrastructure/promises.ts';
import { fiveFields } from '../../shared/infrastructure/schedule.ts';
import {
  addressesOf,
  commandOf,
  imageOf,
  isOwnImage,
  mountsOf,
  secretName,
  secretsOf,
  settingsOf,
} from '../../shared/infrastructure/service.ts';
import { hostIn, type Stack, type StackEnvironment } from '../../shared/infrastructure/stack.ts';
import { usedBy } from '../../shared/infrastructure/uses.ts';
import { cores, mebibytes } from '../../shared/quantities.ts';

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
    secret: of('secrets', () => (secrets.length > 0 ? secretIn(service, environment) : null)),
    secrets: of('secrets', () => [...secrets]),
    ...countsOf(service, place),
    start_seconds: service.rollout.readySeconds,
    errors_per_minute: errorsPerMinute(service) ?? 10,
    p95_seconds: p95Seconds(service) ?? 1,
    ...usesOf(stack, service, parts),
    health: healthOf(service),
    job: jobOf(service),
    mounts: of('files', () =>
      mountsOf(stack, service).map(({ name, fileSystem, path }) => ({ name, file_system: fileSystem, path })),
    ),
    ingress: of('ingress', () => ingressOf(service, environment, place)),
  };
}

/** Of a service that manifests run: who it is, and what it uses. */
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
    queues: used('queue', stores.queues),
    buckets: used('storage', stores.buckets),
  };
}

const kindOf = (service: ServiceView): Text =>
  service.kind.map(() => (isServing(service) ? 'service' : isJob(service) ? 'job' : 'worker'));

/** Cloud Run says these itself (https://cloud.google.com/run/docs/container-contract#env-vars). */
const isReserved = (name: Text): boolean =>
  ['PORT', 'K_SERVICE', 'K_REVISION', 'K_CONFIGURATION'].includes(name instanceof Traced ? name.value : name);

function sizeOf({ resources: { limits } }: ServiceView): HclObject {
  const size = () => instanceSize(cores(limits.cpu.value), mebibytes(limits.memory.value));
  const said = [limits.cpu, limits.memory];
  return {
    cpu: combine(said, () => size().processors),
    memory_mb: combine(said, () => size().memory),
  };
}

/** Secret Manager has no paths, and one secret for each value. */
export const secretIn = (service: ServiceView, environment: StackEnvironment): Text =>
  change(
    secretName(service, environment),
    name => name.replaceAll(/[^\w-]+/g, '-').replaceAll(/^-+|-+$/g, '') || 'secret',
  );

/** Never fewer than the documents say for the environment. */
const countsOf = ({ scaling }: ServiceView, { replicas }: EnvironmentView): HclObject => ({
  min_count: replicas,
  max_count: scaling.max.value >= replicas.value ? scaling.max : replicas,
});

/** Cloud Run asks every 240 seconds at the least, and waits no longer for an answer than until it asks again. */
function healthOf({ health }: ServiceView): HclObject {
  const { over, intervalSeconds, timeoutSeconds } = health;
  const asked = (path: Traced<string>): HclNode => (over.value === 'http' ? path : null);
  const interval = () => Math.min(240, Math.max(1, intervalSeconds.value));
  return {
    live_path: asked(health.live),
    start_path: asked(health.startup),
    interval_seconds: intervalSeconds.map(interval),
    timeout_seconds: combine([timeoutSeconds, intervalSeconds], () =>
      Math.min(interval(), Math.max(1, Math.ceil(timeoutSeconds.value))),
    ),
    failures: health.failureThreshold,
  };
}

const jobOf = ({ schedule }: ServiceView): HclObject => ({
  schedule: schedule ? schedule.cron.map(fiveFields) : null,
  time_zone: schedule?.timeZone ?? 'Etc/UTC',
});

function ingressOf(service: ServiceView, environment: StackEnvironment, place: EnvironmentView): HclNode {
  const host = hostIn(service, environment, place);
  return host ? { host, path: service.routing?.path ?? '/' } : null;
}
