/** What may stand in several files and must be the same in all of them. */
export type Fact =
  | 'service name'
  | 'image'
  | 'image repository'
  | 'image tag'
  | 'version'
  | 'port'
  | 'liveness path'
  | 'readiness path'
  | 'startup path'
  | 'metrics path'
  | 'metric'
  | 'environment'
  | 'namespace'
  | 'host'
  | 'host in the cluster'
  | 'secret'
  | 'secret key'
  | 'settings'
  | 'variable'
  | 'claim'
  | 'claim size'
  | 'mount path'
  | 'cpu request'
  | 'memory request'
  | 'cpu limit'
  | 'memory limit'
  | 'drain seconds'
  | 'grace seconds'
  | 'replicas'
  | 'most replicas'
  | 'strategy'
  | 'name of the port'
  | 'service account'
  | 'scaled workload';

/** One place of one file that shows a fact. */
export interface Occurrence {
  readonly fact: Fact;
  /** The service that it is about; undefined for all services of the project. */
  readonly service: string | undefined;
  /** The environment that it is about; undefined for production, or for any. */
  readonly environment: string | undefined;
  /** As the model would say it. */
  readonly value: string;
  /** As it stands there. */
  readonly shown: string;
  /** Path below the output folder, and the line, from 1. */
  readonly place: string;
  readonly line: number;
}
