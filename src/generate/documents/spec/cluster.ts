/** What a SPEC asks of a cluster: when a job runs, where requests come in, what else scales it. */
import {
  host,
  metricName,
  objectName,
  priorityValue,
  quantity,
  timeZone,
} from '../../../model/values/cluster.ts';
import { cron } from '../../../model/values/cron.ts';
import { count, percent, seconds } from '../../../model/values/numbers.ts';
import type { Parse } from '../../../model/values/parse.ts';
import { name, urlPath } from '../../../model/values/text.ts';
import { metricSource, overlap } from '../../../model/values/words.ts';
import type { Gathering } from '../gathering.ts';
import type { Cursor } from '../tree/cursor.ts';

type Row = readonly [from: string, to: string, parse: Parse];

const schedule: readonly Row[] = [
  ['cron', 'cron', cron],
  ['time_zone', 'timeZone', timeZone],
  ['concurrency_policy', 'overlap', overlap],
  ['starting_deadline_seconds', 'startingDeadlineSeconds', seconds('starting deadline')],
  ['successful_history', 'successfulHistory', count('runs', 0)],
  ['failed_history', 'failedHistory', count('runs', 0)],
];

const routing: readonly Row[] = [
  ['class_name', 'className', objectName('IngressClass')],
  ['gateway', 'gateway', objectName('Gateway')],
  ['gateway_namespace', 'gatewayNamespace', name('namespace')],
  ['listener', 'listener', objectName('listener')],
  ['path', 'path', urlPath('path')],
  ['controller_namespace', 'controllerNamespace', name('namespace')],
];

/** `deployment` is the section of the SPEC that is called like that. */
export function readCluster(deployment: Cursor, gathering: Gathering): void {
  const times = deployment.at('schedule');
  if (times.isMap)
    for (const [from, to, parse] of schedule) times.at(from).read(['service', 'schedule', to], parse);
  else times.read(['service', 'schedule', 'cron'], cron);
  const way = deployment.at('routing');
  for (const [from, to, parse] of routing) way.at(from).read(['service', 'routing', to], parse);
  readHosts(way.at('hosts'), gathering);
  deployment.at('priority').read(['service', 'priority', 'value'], priorityValue);
  const scaling = deployment.at('scaling');
  const memory = ['service', 'scaling', 'targetMemoryPercent'];
  scaling.at('target_memory_percent').read(memory, percent('memory target'));
  for (const item of scaling.at('metrics').items()) readMetric(item, gathering);
}

/** `hosts: { production: orders.example.com }`. */
function readHosts(hosts: Cursor, gathering: Gathering): void {
  for (const [key, cursor] of hosts.entries()) {
    const environment = name('environment')(key);
    if (typeof environment !== 'string') gathering.problems.push(environment);
    else {
      const path = ['service', 'environments', { name: environment }];
      gathering.state([...path, 'name'], environment, key, { derived: true });
      cursor.read([...path, 'host'], host);
    }
  }
}

function readMetric(item: Cursor, gathering: Gathering): void {
  const named = item.at('name').value();
  if (!named) return;
  const path = ['service', 'scaling', 'metrics', { name: named.text }];
  if (!gathering.read([...path, 'name'], named, metricName)) return;
  item.at('source').read([...path, 'source'], metricSource);
  item.at('target').read([...path, 'target'], quantity('target of the metric'));
}
