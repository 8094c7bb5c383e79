/** What a service asks of a cluster: when it runs, how requests reach it, what it may do there. */
import type { NamedValue } from './container.ts';

/** When a job runs by itself. */
export interface Schedule {
  /** Five fields of cron: minute, hour, day of the month, month, day of the week; or a name such as "@daily". */
  readonly cron: string;
  /** A name of the IANA time zone database. */
  readonly timeZone: string;
  /** What happens when a run is due while the one before is under way. */
  readonly overlap: 'forbid' | 'allow' | 'replace';
  /** A run that could not start within this time of its hour is left out. */
  readonly startingDeadlineSeconds: number;
  /** How many runs that ended well, and that failed, can be looked at. */
  readonly successfulHistory: number;
  readonly failedHistory: number;
}

/** A number, other than processors and memory, that decides how many instances run. */
export interface ScalingMetric {
  /** As the metrics API of the cluster calls it. */
  readonly name: string;
  /** pods: each instance reports it. external: somebody else does, such as a queue. */
  readonly source: 'pods' | 'external';
  /** Kubernetes quantity: what one instance should have of it. */
  readonly target: string;
  /** Which series of an external metric is meant. */
  readonly labels: readonly NamedValue[];
}

/** How requests from outside come in, where an environment has a host. */
export interface Routing {
  /** ingress: an Ingress. gateway: an HTTPRoute that is attached to a Gateway. */
  readonly via: 'ingress' | 'gateway';
  /** ingress: the class that takes it. */
  readonly className?: string;
  /** gateway: its name, its namespace and the listener that is meant; any of the three may be left to the default. */
  readonly gateway?: string;
  readonly gatewayNamespace?: string;
  readonly listener?: string;
  /** Requests whose path begins with it. */
  readonly path: string;
  /** The namespace of the pods through which the requests come. */
  readonly controllerNamespace?: string;
}

/** Whose pods may push others out when a cluster is full. One of the two is there. */
export interface Priority {
  /** Higher goes first; -2147483648 to 1000000000. */
  readonly value?: number;
  /** A PriorityClass that the cluster has. */
  readonly className?: string;
}

/** What the service itself may do with objects of its namespace, through the Kubernetes API. */
export interface Permission {
  /** "configmaps", "leases.coordination.k8s.io", "pods/log". */
  readonly name: string;
  readonly verbs: readonly string[];
  /** Only objects of these names; all where there are none. */
  readonly objects: readonly string[];
}

/** Who else may connect to the service, beside services that depend on it and its way in. */
export interface Callers {
  /** Namespaces whose pods may. */
  readonly namespaces: readonly string[];
  /** The namespace of the pods that collect metrics. */
  readonly monitoring: string;
}
