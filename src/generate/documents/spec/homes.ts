import { label } from '../../../model/names.ts';
import type { Section } from '../markdown/outline.ts';

const steps = 'implementation.deployment.rollout.steps';
const queries = 'implementation.deployment.rollout.queries';
const hooks = 'implementation.deployment.hooks';
const freezes = 'implementation.deployment.freezes';

/** Which part of a SPEC a section of a Markdown SPEC is, by its title. */
const homes: ReadonlyMap<string, string> = new Map([
  ['overview', ''],
  ['component', ''],
  ['metadata', 'metadata'],
  ['document-control', 'metadata'],
  ['implementation', 'implementation'],
  ['environment-variables', 'implementation.environment_variables'],
  ['volumes', 'implementation.volumes'],
  ['deployment', 'implementation.deployment'],
  ['scaling', 'implementation.deployment.scaling'],
  ['scaling-metrics', 'implementation.deployment.scaling.metrics'],
  ['schedule', 'implementation.deployment.schedule'],
  ['routing', 'implementation.deployment.routing'],
  ['hosts', 'implementation.deployment.routing.hosts'],
  ['resources', 'implementation.deployment'],
  ['resource-requests', 'implementation.deployment.resource_requests'],
  ['resource-limits', 'implementation.deployment.resource_limits'],
  ['shutdown', 'implementation.deployment.shutdown'],
  ['rollout', 'implementation.deployment.rollout'],
  ['canary-steps', steps],
  ['rollout-steps', steps],
  ['rollout-queries', queries],
  ['deployment-hooks', hooks],
  ['freeze-windows', freezes],
  ['deployment-freezes', freezes],
  ['interfaces', 'interfaces.external_apis'],
  ['external-apis', 'interfaces.external_apis'],
  ['endpoints', 'interfaces.external_apis'],
  ['performance', 'performance'],
  ['latency-targets', 'performance.latency_targets'],
  ['throughput-targets', 'performance.throughput_targets'],
  ['error-targets', 'performance.error_targets'],
  ['observability', 'observability'],
  ['metrics', 'observability.metrics'],
  ['health-checks', 'observability.health_checks'],
  ['health-endpoints', 'observability.health_checks.endpoints'],
]);

/** The home of the section, or undefined: such a section is not read. What stands before the first `##` is the top. */
export function homeOf({ level, title }: Section): string | undefined {
  return level <= 1 ? '' : homes.get(label(title) ?? '');
}

/** Homes that hold a list: every row or item is one entry of it. */
export const listHomes: ReadonlySet<string> = new Set([
  'implementation.environment_variables',
  'implementation.volumes',
  'interfaces.external_apis',
  'implementation.deployment.scaling.metrics',
  'observability.health_checks.endpoints',
  steps,
  queries,
  hooks,
  freezes,
]);

/** Short names that people write in tables, and the key of a SPEC that they stand for. */
const shortNames: ReadonlyMap<string, string> = new Map([
  ['port', 'ports_exposed'],
  ['ports', 'ports_exposed'],
  ['image', 'container_image'],
  ['command', 'start_command'],
  ['liveness', 'health_check_path'],
  ['readiness', 'readiness_check_path'],
  ['startup', 'startup_check_path'],
  ['minimum', 'min_instances'],
  ['maximum', 'max_instances'],
  ['drain', 'drain_seconds'],
  ['grace', 'grace_seconds'],
  ['ready_within', 'ready_seconds'],
  ['bake_time', 'bake_seconds'],
  ['error_limit', 'max_error_percent'],
  ['minimum_requests', 'min_requests'],
  ['rollback_window', 'rollback_window_seconds'],
  ['p50', 'p50_milliseconds'],
  ['p95', 'p95_milliseconds'],
  ['p99', 'p99_milliseconds'],
  ['sustained', 'sustained_requests_per_second'],
  ['burst', 'burst_requests_per_second'],
  ['interval', 'check_interval_seconds'],
  ['timeout', 'timeout_seconds'],
  ['failures', 'consecutive_failures_before_unhealthy'],
]);

/** "Health check path" is `health_check_path`; a hook has a command of its own, which is not that of the service. */
export function specKey(text: string, home: string): string {
  const key = (label(text) ?? '').split('-').join('_');
  return home === hooks && key === 'command' ? key : (shortNames.get(key) ?? key);
}
