/** Rules between fields that a cluster makes. */
import { type ProblemId, problem } from '../errors/index.ts';
import type { Service } from './service.ts';

type Report = <Id extends ProblemId>(id: Id, facts: Parameters<typeof problem<Id>>[1], field: string) => void;

export function checkCluster(service: Service, report: Report): void {
  checkSchedule(service, report);
  checkMetrics(service, report);
  checkVolumes(service, report);
  checkLeaving(service, report);
  for (const { name, verbs } of service.permissions)
    if (verbs.length === 0)
      report('permission-without-verbs', { permission: name }, `service.permissions.${name}.name`);
  const hosts = service.environments.filter(({ host }) => host !== undefined);
  if (service.routing && hosts.length === 0)
    report('route-without-host', { service: service.name }, 'service.routing.via');
}

function checkSchedule({ name, kind, schedule }: Service, report: Report): void {
  if (!schedule) return;
  const said: string | undefined = schedule.cron;
  if (said === undefined) report('schedule-incomplete', { service: name }, 'service.schedule.timeZone');
  else if (kind !== 'job') report('schedule-of-service', { service: name, kind }, 'service.schedule.cron');
}

function checkMetrics({ scaling }: Service, report: Report): void {
  for (const { name, target } of scaling.metrics) {
    const said: string | undefined = target;
    if (said === undefined)
      report('metric-without-target', { metric: name }, `service.scaling.metrics.${name}.name`);
  }
}

function checkVolumes({ kind, volumes, environments }: Service, report: Report): void {
  const own = volumes.filter(({ perInstance }) => perInstance === true);
  for (const volume of own) {
    const field = `service.volumes.${volume.name}.perInstance`;
    const why = kind === 'job' ? 'the service is a job' : `its kind is ${volume.kind}`;
    if (kind === 'job' || volume.kind !== 'persistent')
      report('volume-per-instance', { volume: volume.name, kind: why }, field);
  }
  if (kind === 'job' || own.length === 0) return;
  for (const { name, strategy } of environments)
    if (strategy !== 'rolling' && name !== 'local')
      report('strategy-stateful', { environment: name, strategy }, `service.environments.${name}.strategy`);
}

/** How long it takes until every proxy of a cluster has heard that a pod is gone. */
const endpointSeconds = 5;

function checkLeaving({ kind, shutdown, health, environments }: Service, report: Report): void {
  const { drainSeconds: drain, graceSeconds: grace } = shutdown;
  const serves = kind === 'http' || kind === 'model';
  const isPlaced = environments.some(({ target }) => target === 'kubernetes');
  if (serves && isPlaced && drain < endpointSeconds)
    report('drain-too-short', { seconds: drain }, 'service.shutdown.drainSeconds');
  if (grace < 1) report('grace-missing', { drain }, 'service.shutdown.graceSeconds');
  const { timeoutSeconds: timeout, intervalSeconds: interval } = health;
  if (serves && timeout > interval)
    report('probes-overlap', { timeout, interval }, 'service.health.timeoutSeconds');
}
