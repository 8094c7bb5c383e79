/** What a service uses and does not run itself. Several services may share one. */
import type { NamedValue } from './container.ts';

export type CloudProvider = 'aws' | 'gcp' | 'azure';

export type Resource =
  | ComputeResource
  | DatabaseResource
  | StorageResource
  | NetworkResource
  | CacheResource
  | QueueResource
  | OtherResource;

interface ResourceBase {
  /** Unique within the project; the kind, unless there are several. */
  readonly name: string;
  /** The product, such as "RDS PostgreSQL". */
  readonly type: string;
  /** ADR that decides the provider, such as "ADR-02". */
  readonly decision?: string;
  readonly provider?: CloudProvider;
  /** A specialisation of the type, such as "large". */
  readonly class?: string;
  /** Settings for whoever provides it, by dotted name. */
  readonly params: readonly NamedValue[];
  readonly annotations: readonly NamedValue[];
}

export interface ComputeResource extends ResourceBase {
  readonly kind: 'compute';
  readonly cpu?: number;
  /** Kubernetes quantity. */
  readonly memory?: string;
  readonly min?: number;
  readonly max?: number;
}

export interface DatabaseResource extends ResourceBase {
  readonly kind: 'database';
  readonly version?: string;
  readonly storageGb?: number;
  readonly highAvailability?: boolean;
}

export interface StorageResource extends ResourceBase {
  readonly kind: 'storage';
  readonly retentionDays?: number;
  readonly encryption?: string;
}

export interface NetworkResource extends ResourceBase {
  readonly kind: 'network';
  readonly components: readonly string[];
  readonly cidr?: string;
  readonly zones: readonly string[];
}

export interface CacheResource extends ResourceBase {
  readonly kind: 'cache';
  readonly memory?: string;
  readonly ttlSeconds?: number;
}

export interface QueueResource extends ResourceBase {
  readonly kind: 'queue';
  readonly queueType?: string;
  readonly retentionDays?: number;
}

/** What an orchestrator knows by its type only: a DNS name, a route, a model. */
export interface OtherResource extends ResourceBase {
  readonly kind: 'other';
}
