import type { Catalogue } from './problem.ts';
import { didYouMean } from './words.ts';

/** What documents ask of a cluster that it would refuse, or that would not do what is meant. */
export const clusterErrors = {
  'cron-invalid': (facts: { text: string; reason: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a schedule: ${facts.reason}`,
    why: 'a schedule has five fields: minute, hour, day of the month, month, day of the week',
    fix: 'write it like "30 3 * * MON-FRI", which is at half past three on working days, or "@daily"',
  }),
  'schedule-incomplete': (facts: { service: string }) => ({
    severity: 'error',
    message: `the schedule of ${facts.service} does not say when`,
    why: 'without the five fields of cron nothing would ever run',
    fix: 'add cron: "30 3 * * *"',
  }),
  'schedule-of-service': (facts: { service: string; kind: string }) => ({
    severity: 'error',
    message: `${facts.service} has a schedule, and its kind is ${facts.kind}`,
    why: 'what runs at set times runs to its end: that is a job',
    fix: 'say kind: job, or take the schedule out',
  }),
  'time-zone-unknown': (facts: { text: string; suggestion: string | undefined }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a time zone`,
    why: 'clocks are told by names of the IANA time zone database, spelt exactly as there; a CronJob takes no others',
    fix: didYouMean(facts.suggestion, 'write it like Europe/Berlin or Etc/UTC'),
  }),
  'metric-name-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not the name of a metric`,
    why: 'the metrics API of a cluster knows names of letters, digits and _ : . / -',
    fix: 'name it as the adapter of the cluster does, such as http_requests_per_second',
  }),
  'metric-without-target': (facts: { metric: string }) => ({
    severity: 'error',
    message: `the metric ${facts.metric} has no target`,
    why: 'an autoscaler compares what one instance has with what it should have',
    fix: 'say what one instance bears: target: 100',
  }),
  'host-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a host`,
    why: 'a host is a name in DNS, without a scheme, a port or a path',
    fix: 'write it like orders.example.com or *.example.com',
  }),
  'object-name-invalid': (facts: { what: string; text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" cannot be the name of a ${facts.what}`,
    why: 'Kubernetes takes lower case letters, digits, hyphens and dots, with a letter or digit at both ends',
    fix: 'write the name that `kubectl get` shows',
  }),
  'permission-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a kind of object of Kubernetes`,
    why: 'a permission names the plural in lower case, its group and its part, and never everything (*)',
    fix: 'write it like configmaps, leases.coordination.k8s.io or pods/log',
  }),
  'permission-without-verbs': (facts: { permission: string }) => ({
    severity: 'error',
    message: `nothing says what may be done with ${facts.permission}`,
    why: 'a rule of a Role without verbs is refused by the cluster',
    fix: 'say it: verbs: [get, list]',
  }),
  'priority-invalid': (facts: { text: string }) => ({
    severity: 'error',
    message: `"${facts.text}" is not a priority`,
    why: 'a PriorityClass has a whole number up to 1000000000; what is above belongs to Kubernetes itself',
    fix: 'write a number such as 1000, or className for a class that the cluster has',
  }),
  'volume-per-instance': (facts: { volume: string; kind: string }) => ({
    severity: 'error',
    message: `the volume ${facts.volume} cannot belong to one instance: ${facts.kind}`,
    why: 'the pods of a StatefulSet have persistent volumes of their own; those of a job, and ephemeral volumes, go with the pod',
    fix: 'take perInstance out, or say kind: persistent in a service or worker',
  }),
  'strategy-stateful': (facts: { environment: string; strategy: string }) => ({
    severity: 'warning',
    message: `${facts.environment} asks for ${facts.strategy}, and instances of the service have volumes of their own`,
    why: 'a second copy would have other, empty volumes: pods are replaced one by one, the last one first',
    fix: 'say strategy: rolling, or keep the data with a database and take perInstance out',
  }),
  'drain-too-short': (facts: { seconds: number }) => ({
    severity: 'warning',
    message: `instances leave ${facts.seconds} s after they are taken out of the Service`,
    why: 'proxies and gateways learn of it some seconds later, and send requests to them until then',
    fix: 'raise shutdown.drainSeconds to 5 or more',
  }),
  'grace-missing': (facts: { drain: number }) => ({
    severity: 'warning',
    message: `nothing is left of the grace period after the drain of ${facts.drain} s`,
    why: 'an instance is killed with whatever it has in hand when the grace period ends',
    fix: 'raise shutdown.graceSeconds',
  }),
  'probes-overlap': (facts: { timeout: number; interval: number }) => ({
    severity: 'warning',
    message: `a probe may take ${facts.timeout} s and is asked every ${facts.interval} s`,
    why: 'an instance that answers slowly is asked ever more, and found to be dead later than the numbers say',
    fix: 'make health.timeoutSeconds less than health.intervalSeconds',
  }),
  'route-without-host': (facts: { service: string }) => ({
    severity: 'warning',
    message: `${facts.service} has routing, and no environment has a host`,
    why: 'a route without a host would take the requests for every other service of its gateway',
    fix: 'say environments.production.host: orders.example.com',
  }),
} as const satisfies Catalogue;
