/** The shapes of a Service, of an environment and of a resource: the order of the keys is the order of a document. */
import type { Resource } from '../resource.ts';
import type { Environment, Scaling, Service } from '../service.ts';
import { language, provider, strategy, target } from '../values/words.ts';
import { languageWords, providerWords, strategyWords, targetWords, valuesOf } from '../vocabulary.ts';
import * as clusters from './cluster.ts';
import * as containers from './container.ts';
import * as interfaces from './interface.ts';
import * as requirements from './requirements.ts';
import * as rollouts from './rollout.ts';
import {
  amount,
  anyText,
  duration,
  flag,
  label,
  memory,
  network,
  oneOf,
  portNumber,
  projectPath,
  release,
  repository,
  share,
  urlFragment,
  whole,
} from './scalars.ts';
import { command, list, namedList, record } from './shape.ts';

const words = (about: string) => list(anyText(about));
const argv = (about: string) => command(anyText(about));
const cloudProvider = oneOf('cloud provider', valuesOf(providerWords), provider);

const scaling = record<Scaling>('How many instances run', {
  min: whole('instances at least', 1),
  max: whole('instances at most', 1),
  targetCpuPercent: share('processor use that is aimed at'),
  targetMemoryPercent: share('memory use that is aimed at'),
  metrics: clusters.scalingMetrics,
});

const environments = namedList<Environment>(
  label('environment'),
  'Where it is deployed, in the order of promotion',
  {
    target: oneOf('target', valuesOf(targetWords), target),
    strategy: oneOf('strategy', valuesOf(strategyWords), strategy),
    approval: flag('Whether a person approves before the strategy starts'),
    rollbackSeconds: duration('time that a rollback may take'),
    replicas: whole('instances', 1),
    host: clusters.host,
    regions: words('Regions or zones'),
    regionNote: anyText('What else is said about the regions'),
    bakeSeconds: duration('time that a new version is watched here'),
    maxErrorPercent: share('requests that may be answered 5xx here'),
    freezes: rollouts.freezes,
    holdSeconds: duration('time that a person may hold a deploy up'),
  },
);

/** `documents` is who said it, not what is said. `resources` is called `compute` in a document. */
export const service = record<Omit<Service, 'documents'>>('A service', {
  name: label('service name'),
  summary: anyText('What it does, in a sentence'),
  kind: oneOf('kind of service', ['http', 'worker', 'job', 'model']),
  schedule: clusters.schedule,
  version: release('version'),
  repository: repository('Where Git clones the project from'),
  repositoryFolder: projectPath('Folder of the project in its repository; the top of it unless said'),
  language: oneOf('language', valuesOf(languageWords), language),
  languageVersion: release('version of the runtime'),
  framework: anyText('Framework'),
  entryPoint: anyText('File that starts the service, relative to source'),
  source: containers.source,
  command: argv('The command that starts it, as a list of words; no shell is involved'),
  arguments: argv('Words behind the command'),
  commands: containers.commands,
  image: containers.image,
  build: containers.build,
  port: portNumber('where it listens for HTTP'),
  ports: containers.ports,
  health: containers.health,
  metricsPath: urlFragment('path of the Prometheus endpoint'),
  endpoints: interfaces.endpoints,
  performance: interfaces.promises,
  variables: containers.variables,
  files: containers.files,
  volumes: containers.volumes,
  container: containers.container,
  sidecars: containers.sidecars,
  dependencies: containers.dependencies,
  labels: containers.namedValues('Labels'),
  annotations: containers.namedValues('Annotations'),
  resources: containers.compute,
  scaling,
  routing: clusters.routing,
  callers: clusters.callers,
  priority: clusters.priority,
  permissions: clusters.permissions,
  shutdown: rollouts.shutdown,
  rollout: rollouts.rollout,
  hooks: rollouts.hooks,
  cloud: record<Service['cloud']>('Where it runs', {
    provider: cloudProvider,
    region: anyText('Region of the cloud'),
  }),
  environments,
  scripts: requirements.scripts,
  scriptStandards: requirements.standards('Rules for scripts'),
  playbooks: requirements.playbooks,
  playbookStandards: requirements.standards('Rules for playbooks'),
  observability: requirements.observability,
  security: requirements.security,
  cost: requirements.cost,
  automation: requirements.automation,
  tasks: requirements.tasks,
});

type KeysOf<Union> = Union extends unknown ? keyof Union : never;
type ValueOf<Union, Key> = Union extends unknown ? (Key extends keyof Union ? Union[Key] : never) : never;
type Flat<Union> = { readonly [Key in KeysOf<Union>]: ValueOf<Union, Key> };

/** Every kind of resource in one: the kind says which fields have a meaning. */
export const resources = namedList<Flat<Resource> & { readonly name: string }>(
  anyText('resource'),
  'What the services use and do not run themselves',
  {
    kind: oneOf('kind of resource', ['compute', 'database', 'storage', 'network', 'cache', 'queue', 'other']),
    type: anyText('The product, such as PostgreSQL'),
    decision: anyText('ADR that decides the provider'),
    provider: cloudProvider,
    class: anyText('A specialisation of the type'),
    version: anyText('Version of the product'),
    cpu: amount('processors'),
    memory: memory('memory'),
    min: whole('instances at least'),
    max: whole('instances at most'),
    storageGb: whole('storage in GiB'),
    highAvailability: flag('Whether a standby takes over'),
    retentionDays: whole('days that it is kept'),
    encryption: anyText('How it is encrypted'),
    components: words('Parts of the network'),
    cidr: network('address range'),
    zones: words('Availability zones'),
    ttlSeconds: duration('time that an entry is kept'),
    queueType: anyText('Kind of queue'),
    params: containers.namedValues('Settings for whoever provides it'),
    annotations: containers.namedValues('Annotations'),
  },
  'type',
);
