/** Where each single value of a SPEC goes: the whole table, in the order of the form. */
import type { FieldPath } from '../../../model/facts.ts';
import { count, percent, seconds } from '../../../model/values/numbers.ts';
import type { Parse } from '../../../model/values/parse.ts';
import { bytes, cpu } from '../../../model/values/quantities.ts';
import { flagName, httpToken, increase, prometheusUrl, surge } from '../../../model/values/rollout.ts';
import {
  boolean,
  filePath,
  name,
  repositoryUrl,
  text,
  urlPath,
  variableName,
  version,
} from '../../../model/values/text.ts';
import { language } from '../../../model/values/words.ts';

export interface Field {
  /** Dotted keys in the SPEC. */
  readonly from: string;
  readonly to: FieldPath;
  readonly parse: Parse;
}

const field = (from: string, to: string, parse: Parse): Field => ({ from, to: to.split('.'), parse });

const deployment = 'implementation.deployment';
const checks = 'observability.health_checks';

export const fields: readonly Field[] = [
  field('id', 'service.name', name('service name')),
  field('summary', 'service.summary', text('summary')),
  field('metadata.version', 'service.version', version('service version')),
  field('metadata.repository', 'service.repository', repositoryUrl),

  field('implementation.language', 'service.language', language),
  field('implementation.language_version', 'service.languageVersion', version('language version')),
  field('implementation.framework', 'service.framework', text('framework')),
  field('implementation.entry_point', 'service.entryPoint', filePath('entry point')),
  field('implementation.source', 'service.source', filePath('source')),

  field(`${deployment}.health_check_path`, 'service.health.live', urlPath('liveness path')),
  field(`${deployment}.readiness_check_path`, 'service.health.ready', urlPath('readiness path')),
  field(`${deployment}.startup_check_path`, 'service.health.startup', urlPath('startup path')),
  field(`${deployment}.scaling.min_instances`, 'service.scaling.min', count('instances')),
  field(`${deployment}.scaling.max_instances`, 'service.scaling.max', count('instances')),
  field(
    `${deployment}.scaling.target_cpu_percent`,
    'service.scaling.targetCpuPercent',
    percent('CPU target'),
  ),
  field(`${deployment}.resource_requests.cpu`, 'service.resources.requests.cpu', cpu('processors')),
  field(`${deployment}.resource_requests.memory`, 'service.resources.requests.memory', bytes('memory')),
  field(`${deployment}.resource_limits.cpu`, 'service.resources.limits.cpu', cpu('processors')),
  field(`${deployment}.resource_limits.memory`, 'service.resources.limits.memory', bytes('memory')),
  field(`${deployment}.shutdown.drain_seconds`, 'service.shutdown.drainSeconds', seconds('drain time')),
  field(`${deployment}.shutdown.grace_seconds`, 'service.shutdown.graceSeconds', seconds('grace time')),
  field(`${deployment}.rollout.ready_seconds`, 'service.rollout.readySeconds', seconds('ready time')),
  field(`${deployment}.rollout.bake_seconds`, 'service.rollout.bakeSeconds', seconds('bake time')),
  field(`${deployment}.rollout.max_error_percent`, 'service.rollout.maxErrorPercent', percent('error limit')),
  field(`${deployment}.rollout.min_requests`, 'service.rollout.minRequests', count('requests', 0)),
  field(
    `${deployment}.rollout.rollback_window_seconds`,
    'service.rollout.rollbackWindowSeconds',
    seconds('rollback window'),
  ),
  field(`${deployment}.rollout.max_surge`, 'service.rollout.maxSurge', surge('surge')),
  field(
    `${deployment}.rollout.max_unavailable`,
    'service.rollout.maxUnavailable',
    surge('missing instances'),
  ),
  field(`${deployment}.rollout.baseline`, 'service.rollout.baseline', boolean('baseline')),
  field(`${deployment}.rollout.sticky_cookie`, 'service.rollout.sticky.cookie', httpToken('cookie')),
  field(`${deployment}.rollout.sticky_header`, 'service.rollout.sticky.header', httpToken('header')),
  field(
    `${deployment}.rollout.mirror_percent`,
    'service.rollout.mirrorPercent',
    percent('mirrored requests'),
  ),
  field(`${deployment}.rollout.flag`, 'service.rollout.flag', flagName),
  field(`${deployment}.rollout.approve_switch`, 'service.rollout.approveSwitch', boolean('approval')),
  field(
    `${deployment}.rollout.allowed_error_increase_percent`,
    'service.rollout.allowedErrorIncreasePercent',
    increase('error rate'),
  ),
  field(
    `${deployment}.rollout.allowed_latency_increase_percent`,
    'service.rollout.allowedLatencyIncreasePercent',
    increase('latency'),
  ),
  field(`${deployment}.rollout.prometheus_url`, 'service.rollout.prometheus.url', prometheusUrl),
  field(
    `${deployment}.rollout.prometheus_token_variable`,
    'service.rollout.prometheus.tokenVariable',
    variableName,
  ),

  field('observability.metrics.path', 'service.metricsPath', urlPath('metrics path')),
  field(`${checks}.check_interval_seconds`, 'service.health.intervalSeconds', seconds('check interval')),
  field(`${checks}.timeout_seconds`, 'service.health.timeoutSeconds', seconds('check timeout')),
  field(
    `${checks}.consecutive_failures_before_unhealthy`,
    'service.health.failureThreshold',
    count('failures'),
  ),
];
