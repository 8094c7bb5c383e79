import { expect, test } from 'vitest';
import { only } from '../../../model/testing/readings.ts';
import { facts, problems, read } from './testing/read.ts';

const whole = `id: report
implementation:
  volumes:
    - { name: data, per_instance: yes }
  deployment:
    schedule: { cron: "30 3 * * MON-FRI", time_zone: Europe/Berlin, concurrency_policy: Replace }
    priority: 1000
    routing:
      gateway: public
      hosts: { production: orders.example.com }
    scaling:
      target_memory_percent: 80
      metrics: [{ name: queue_depth, source: external, target: 30 }]
`;

test('a SPEC asks of a cluster what only clusters have', () => {
  expect(facts(read(whole)).slice(1)).toEqual([
    'service.schedule.cron = 30 3 * * MON-FRI @6:24+16',
    'service.schedule.timeZone = Europe/Berlin @6:54+13',
    'service.schedule.overlap = replace @6:89+7',
    'service.routing.gateway = public @9:16+6',
    'service.environments.production.name = production @10:16+10',
    'service.environments.production.host = orders.example.com @10:28+18',
    'service.priority.value = 1000 @7:15+4',
    'service.scaling.targetMemoryPercent = 80 @12:30+2',
    'service.scaling.metrics.queue_depth.name = queue_depth @13:25+11',
    'service.scaling.metrics.queue_depth.source = external @13:46+8',
    'service.scaling.metrics.queue_depth.target = 30 @13:64+2',
    'service.volumes.data.name = data @4:15+4',
    'service.volumes.data.perInstance = true @4:35+3',
  ]);
});

test('a schedule may be its cron alone, and makes the service a job', () => {
  const { service, problems: found } = only([
    read('id: report\nimplementation:\n  deployment: { schedule: "@daily" }\n'),
  ]);
  expect(found).toEqual([]);
  expect(service).toMatchObject({
    kind: 'job',
    schedule: {
      cron: '@daily',
      timeZone: 'Etc/UTC',
      overlap: 'forbid',
      startingDeadlineSeconds: 600,
      successfulHistory: 3,
      failedHistory: 3,
    },
  });
});

test('what a cluster would refuse is a problem at its place', () => {
  const text = `id: report
implementation:
  deployment:
    schedule: { cron: "30 25 * * *", time_zone: Mars/Base, concurrency_policy: Forbit }
    routing: { hosts: { production: "https://a.example.com" } }
    scaling: { metrics: [{ name: "a b", target: many }, { name: a, target: many }] }
`;
  expect(problems(read(text))).toEqual([
    'cron-invalid 4:24 "30 25 * * *" is not a schedule: "25" is no hour: 0 to 23',
    'time-zone-unknown 4:49 "Mars/Base" is not a time zone',
    'word-unknown 4:80 "Forbit" is no way to deal with runs that overlap',
    'host-invalid 5:38 "https://a.example.com" is not a host',
    'metric-name-invalid 6:35 "a b" is not the name of a metric',
    'quantity-invalid 6:76 "many" is not an amount of target of the metric',
  ]);
});
