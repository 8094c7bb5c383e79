/** The one value that both wings know. Plain, readonly data; where each field came from is kept beside it (origins.ts). */

export type Language = 'node' | 'python' | 'go' | 'java' | 'ruby' | 'php' | 'dotnet' | 'rust' | 'static';
export type StrategyName = 'blue-green' | 'canary' | 'rolling' | 'feature-flag' | 'recreate';
export type CloudProvider = 'aws' | 'gcp' | 'azure';

export interface Project {
  readonly services: readonly Service[];
  readonly resources: readonly Resource[];
  /** Names of the environments, in the order of promotion. */
  readonly environments: readonly string[];
}

export interface Service {
  /** DNS label (RFC 1123), at most 63 characters. */
  readonly name: string;
  readonly summary: string;
  readonly kind: 'http';
  readonly version: string;
  readonly language: Language;
  /** Major or major.minor of the runtime, such as "22" or "3.12". */
  readonly languageVersion: string;
  readonly framework?: string;
  /** The file that starts the service, relative to `source`. */
  readonly entryPoint: string;
  /** The folder that runs, relative to the project folder. */
  readonly source: string;
  /** argv that starts the service; the service listens on the port in its PORT variable. */
  readonly command: readonly string[];
  readonly image: { readonly repository: string; readonly tag: string };
  readonly port: number;
  readonly endpoints: readonly Endpoint[];
  readonly health: Health;
  /** Path of the Prometheus endpoint. */
  readonly metricsPath?: string;
  readonly variables: readonly Variable[];
  readonly volumes: readonly Volume[];
  readonly resources: { readonly requests: Compute; readonly limits: Compute };
  readonly scaling: Scaling;
  readonly shutdown: Shutdown;
  readonly rollout: Rollout;
  readonly environments: readonly Environment[];
  readonly cloud: { readonly provider?: CloudProvider; readonly region?: string };
  readonly scripts: readonly ScriptRequirement[];
  readonly scriptStandards: readonly Standard[];
  readonly playbooks: readonly PlaybookRequirement[];
  readonly playbookStandards: readonly Standard[];
  readonly observability: readonly ObservabilityRequirement[];
  readonly security: readonly SecurityRequirement[];
  readonly cost: readonly Budget[];
  readonly automation: Automation;
  readonly documents: readonly DocumentReference[];
}

export interface Endpoint {
  /** "METHOD /path", the key of the list. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
}

export interface Health {
  readonly live: string;
  readonly ready: string;
  readonly startup: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

export interface Variable {
  readonly name: string;
  readonly required: boolean;
  /** A sensitive variable never has a default: its value comes from a secret store at run time. */
  readonly sensitive: boolean;
  readonly default?: string;
  readonly description?: string;
}

/** A folder that outlives instances and is shared by them; the service finds it through `variable`. */
export interface Volume {
  readonly name: string;
  readonly path: string;
  readonly variable: string;
  /** Kubernetes quantity, such as "1Gi". */
  readonly size: string;
}

/** Kubernetes quantities: cpu "250m", memory "256Mi". */
export interface Compute {
  readonly cpu: string;
  readonly memory: string;
}

export interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly targetCpuPercent: number;
}

/** How an instance leaves: no new requests, up to `drainSeconds` for those in hand, SIGTERM, `graceSeconds`, SIGKILL. */
export interface Shutdown {
  readonly drainSeconds: number;
  readonly graceSeconds: number;
}

/** How a new version is judged. */
export interface Rollout {
  /** A new instance must be ready within this time. */
  readonly readySeconds: number;
  /** How long the new version carries all traffic under observation before it is promoted. */
  readonly bakeSeconds: number;
  /** Share of its requests that may be answered 5xx during the bake time. */
  readonly maxErrorPercent: number;
  /** Fewer requests than this are no verdict. */
  readonly minRequests: number;
  /** How long the old version is kept warm after promotion. */
  readonly rollbackWindowSeconds: number;
  /** A whole deploy must end within this time. */
  readonly deploySeconds?: number;
  /** A rollback must end within this time. */
  readonly rollbackSeconds?: number;
}

export interface Environment {
  readonly name: string;
  readonly strategy: StrategyName;
  /** A person approves before the strategy starts. */
  readonly approval: boolean;
  /** Promise of the document, in seconds. */
  readonly rollbackSeconds?: number;
  readonly replicas: number;
  readonly regions: readonly string[];
  readonly regionNote?: string;
  /** Overrides of `rollout` for this environment. */
  readonly bakeSeconds?: number;
  readonly maxErrorPercent?: number;
}

export type Resource =
  | ComputeResource
  | DatabaseResource
  | StorageResource
  | NetworkResource
  | CacheResource
  | QueueResource;

interface ResourceBase {
  /** Unique within the project; the kind, unless there are several. */
  readonly name: string;
  /** The product, such as "RDS PostgreSQL". */
  readonly type: string;
  /** ADR that decides the provider, such as "ADR-02". */
  readonly decision?: string;
  readonly provider?: CloudProvider;
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
  readonly class?: string;
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

export interface ScriptRequirement {
  readonly name: string;
  readonly purpose: string;
  readonly automation: string;
  /** Environment names, or ["all"]. */
  readonly environments: readonly string[];
}

/** A line of a "Standards" list: `**Name**: value`. */
export interface Standard {
  readonly name: string;
  readonly value: string;
}

export interface PlaybookRequirement {
  readonly name: string;
  readonly purpose: string;
  readonly target: string;
  readonly variables: readonly string[];
  readonly tags: readonly string[];
}

export interface ObservabilityRequirement {
  /** logging, metrics, tracing, dashboards. */
  readonly name: string;
  readonly tool: string;
  /** What is collected: formats, quantiles, sample rates. */
  readonly signals: readonly string[];
  readonly retentionDays?: number;
  readonly alerts: readonly string[];
}

export interface SecurityRequirement {
  readonly name: string;
  readonly requirement: string;
  readonly tool: string;
  readonly verification: readonly string[];
}

export interface Budget {
  readonly name: string;
  readonly monthly: number;
  readonly currency: string;
  readonly alertPercent?: number;
  readonly alertAmount?: number;
  readonly optimization: string;
}

export interface Automation {
  readonly level: string;
  /** How often a step that failed for a passing reason is tried again. */
  readonly retries?: number;
  readonly workflow: readonly string[];
  readonly validation: readonly { readonly name: string; readonly requirements: readonly string[] }[];
}

export interface DocumentReference {
  readonly name: string;
  readonly kind: 'req' | 'spec' | 'adr' | 'options';
  readonly file: string;
}
