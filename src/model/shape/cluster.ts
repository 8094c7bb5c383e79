/** The shapes of cluster.ts. */
import type { Callers, Permission, Priority, Routing, ScalingMetric, Schedule } from '../cluster.ts';
import {
  host as hostName,
  metricName,
  objectName,
  priorityValue,
  quantity,
  resourceName,
  timeZone,
  verbs,
} from '../values/cluster.ts';
import { cron } from '../values/cron.ts';
import { isProblem } from '../values/parse.ts';
import { metricSource, metricSources, overlap, overlaps } from '../values/words.ts';
import { namedValues } from './container.ts';
import { duration, example, label, oneOf, urlFragment, whole } from './scalars.ts';
import { list, namedList, optional, record, written } from './shape.ts';

const object = (about: string, ...examples: readonly string[]) =>
  example(about, objectName(about), ...examples);

export const host = example('Name under which requests from outside come', hostName, 'orders.example.com');

/** `schedule: "30 3 * * *"`. */
export const schedule = written(
  optional(
    record<Schedule>('When a job runs by itself', {
      cron: example('The five fields of cron', cron, '30 3 * * *', '@daily', '*/15 8-18 * * MON-FRI'),
      timeZone: example('Time zone of the schedule', timeZone, 'Europe/Berlin', 'Etc/UTC'),
      overlap: oneOf('way to deal with runs that overlap', overlaps, overlap),
      startingDeadlineSeconds: duration('time in which a run must have started, else it is left out'),
      successfulHistory: whole('runs that ended well, and can be looked at'),
      failedHistory: whole('runs that failed, and can be looked at'),
    }),
  ),
  token => {
    const value = cron(token);
    return isProblem(value) ? value : [['cron', { ...token, text: value }]];
  },
);

export const scalingMetrics = namedList<ScalingMetric>(
  example('metric', metricName, 'http_requests_per_second', 'queue_depth'),
  'Numbers, other than processors and memory, that decide how many instances run',
  {
    source: oneOf('source of the metric', metricSources, metricSource),
    target: example('What one instance should have of it', quantity('target of the metric'), '100', '500m'),
    labels: namedValues('Which series of an external metric is meant'),
  },
  'target',
);

export const routing = optional(
  record<Routing>('How requests from outside come in, where an environment has a host', {
    via: oneOf('way in', ['ingress', 'gateway']),
    className: object('IngressClass', 'nginx'),
    gateway: object('Gateway', 'public'),
    gatewayNamespace: label('namespace of the Gateway'),
    listener: object('listener', 'https'),
    path: urlFragment('path with which requests begin'),
    controllerNamespace: label('namespace of the pods through which requests come'),
  }),
);

export const priority = optional(
  record<Priority>('Whose pods may push others out when a cluster is full', {
    value: {
      kind: 'scalar',
      about: 'Higher goes first',
      parse: priorityValue,
      schema: { type: 'integer', minimum: -2_147_483_648, maximum: 1_000_000_000 },
    },
    className: object('PriorityClass', 'business-critical'),
  }),
);

export const permissions = namedList<Permission>(
  example('kind of object', resourceName, 'configmaps', 'leases.coordination.k8s.io', 'pods/log'),
  'What the service itself may do in its namespace, through the Kubernetes API',
  {
    verbs: list(oneOf('verb', verbs), 'What it may do with them'),
    objects: list(object('object', 'leader'), 'Only objects of these names'),
  },
  'verbs',
);

export const callers = record<Callers>('Who may connect, beside services that depend on it and its way in', {
  namespaces: list(label('namespace'), 'Namespaces whose pods may'),
  monitoring: label('namespace of the pods that collect metrics'),
});
