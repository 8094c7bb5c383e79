/** The one value that both wings know. Plain, readonly data; where each field came from is kept beside it (origins.ts). */
import type { Callers, Permission, Priority, Routing, ScalingMetric, Schedule } from './cluster.ts';
import type {
  Build,
  Commands,
  Compute,
  ContainerSettings,
  Dependency,
  Health,
  Image,
  MountedFile,
  NamedValue,
  Port,
  Sidecar,
  Variable,
  Volume,
} from './container.ts';
import type { Endpoint, Performance } from './interface.ts';
import type {
  Automation,
  Budget,
  DocumentReference,
  ObservabilityRequirement,
  PlaybookRequirement,
  ScriptRequirement,
  SecurityRequirement,
  Standard,
  Task,
} from './requirements.ts';
import type { CloudProvider, Resource } from './resource.ts';
import type { Freeze, Hook, Rollout, Shutdown } from './rollout.ts';

export type Language = 'node' | 'python' | 'go' | 'java' | 'ruby' | 'php' | 'dotnet' | 'rust' | 'static';

export type StrategyName = 'blue-green' | 'canary' | 'rolling' | 'feature-flag' | 'recreate';

/** Where the instances of an environment live: processes of this machine, containers of one Docker Engine, ECS, a cluster. */
export type Target = 'process' | 'docker' | 'ecs' | 'kubernetes';

/** http: answers requests on `port`. worker: runs on and serves nobody. job: runs to its end. model: http that answers with predictions. */
export type ServiceKind = 'http' | 'worker' | 'job' | 'model';

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
  readonly kind: ServiceKind;
  /** A job that has one runs at these times; any other runs when it is deployed. */
  readonly schedule?: Schedule;
  readonly version: string;
  /** Where Git clones the project from. */
  readonly repository?: string;
  /** Folder of the project, relative to the top of its repository; absent for the top itself. */
  readonly repositoryFolder?: string;
  /** Absent for an image that others build. */
  readonly language?: Language;
  /** Major or major.minor of the runtime, such as "22" or "3.12". Present where `language` is. */
  readonly languageVersion?: string;
  readonly framework?: string;
  /** The file that starts the service, relative to `source`. Present where `language` is. */
  readonly entryPoint?: string;
  /** The folder that runs, relative to the project folder. */
  readonly source: string;
  /**
   * argv that starts the service; the service listens on the port in its PORT variable. For an image that others build
   * it takes the place of the image's entrypoint, and empty means the image's own.
   */
  readonly command: readonly string[];
  /** Words behind the command; for an image that others build they take the place of its CMD. */
  readonly arguments: readonly string[];
  readonly image: Image;
  readonly build?: Build;
  readonly commands: Commands;
  /** Where the service listens for HTTP: the port of its container. Present for the kinds http and model. */
  readonly port?: number;
  /** All ports that are offered, by name; empty where `port` is the only one. */
  readonly ports: readonly Port[];
  readonly endpoints: readonly Endpoint[];
  /** What is promised of its answers: how fast, how many, how few in error. */
  readonly performance: Performance;
  readonly health: Health;
  /** Path of the Prometheus endpoint. */
  readonly metricsPath?: string;
  readonly variables: readonly Variable[];
  readonly files: readonly MountedFile[];
  readonly volumes: readonly Volume[];
  readonly container: ContainerSettings;
  /** Containers that run beside the service in each of its instances. */
  readonly sidecars: readonly Sidecar[];
  /** What must be there before the service starts: resources, other services or sidecars, by their names. */
  readonly dependencies: readonly Dependency[];
  readonly labels: readonly NamedValue[];
  readonly annotations: readonly NamedValue[];
  readonly resources: { readonly requests: Compute; readonly limits: Compute };
  readonly scaling: Scaling;
  readonly routing?: Routing;
  readonly callers: Callers;
  readonly priority?: Priority;
  readonly permissions: readonly Permission[];
  readonly shutdown: Shutdown;
  readonly rollout: Rollout;
  /** In the order in which those of one point run. */
  readonly hooks: readonly Hook[];
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
  readonly tasks: readonly Task[];
  readonly documents: readonly DocumentReference[];
}

export interface Scaling {
  readonly min: number;
  readonly max: number;
  readonly targetCpuPercent: number;
  readonly targetMemoryPercent?: number;
  readonly metrics: readonly ScalingMetric[];
}

export interface Environment {
  readonly name: string;
  readonly target: Target;
  readonly strategy: StrategyName;
  /** A person approves before the strategy starts. */
  readonly approval: boolean;
  /** Promise of the document, in seconds. */
  readonly rollbackSeconds?: number;
  readonly replicas: number;
  /** Where requests from outside find it here. */
  readonly host?: string;
  readonly regions: readonly string[];
  readonly regionNote?: string;
  /** Overrides of `rollout` for this environment. */
  readonly bakeSeconds?: number;
  readonly maxErrorPercent?: number;
  readonly freezes: readonly Freeze[];
  /** How long a person may hold a deploy up here, by a pause or by an answer that is awaited. */
  readonly holdSeconds: number;
}
