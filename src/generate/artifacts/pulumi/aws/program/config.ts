/** What Pulumi.NAME.yaml says of an environment. */
import * as pulumi from '@pulumi/pulumi';

export interface Named<Value> {
  name: string;
  value: Value;
}

export interface VpcConfig {
  cidr: string;
  zones: string[];
  singleNatGateway: boolean;
}

//: ingress
export interface DomainConfig {
  /** Zone of Route 53 that the hosts lie in. */
  hostedZone: string;
  /** Key of their certificate, as ACM calls it. */
  keyAlgorithm: string;
}

export interface IngressConfig {
  host: string;
  path: string;
  /** Rules with a lower number are asked first. */
  priority: number;
  healthPath: string;
  healthIntervalSeconds: number;
  healthTimeoutSeconds: number;
  healthFailures: number;
}

//: end
//: database
export interface DatabaseConfig {
  engine: 'postgres' | 'mysql' | 'mariadb';
  engineVersion: string;
  instanceClass: string;
  /** At the beginning; it grows by itself to twice as much. */
  storageGb: number;
  databaseName: string;
  userName: string;
  multiAz: boolean;
  backupRetentionDays: number;
  /** Days after which the password is turned. */
  rotationDays: number;
}

//: end
//: cache
export interface CacheConfig {
  engine: 'redis' | 'valkey';
  /** 7.0 or newer, so that IAM can say who connects. */
  engineVersion: string;
  nodeType: string;
  multiAz: boolean;
  snapshotRetentionDays: number;
}

//: end
//: table
export interface KeyConfig {
  name: string;
  /** Text, number or bytes. */
  type: 'S' | 'N' | 'B';
}

export interface TableConfig {
  /** What items are found by. */
  partitionKey: KeyConfig;
  /** What items of one partition are in order of. */
  sortKey?: KeyConfig;
}

//: end
//: queue
export interface QueueConfig {
  fifo: boolean;
  retentionDays: number;
}

//: end
//: storage
export interface BucketConfig {
  /** Kept for ever where nobody says it. */
  retentionDays?: number;
  /** To Glacier; never where nobody says it. */
  archiveAfterDays?: number;
}

//: end
//: files
export interface MountConfig {
  name: string;
  fileSystem: string;
  path: string;
  uid: number;
  gid: number;
}

//: end
export interface ServiceConfig {
  image: string;
  //: registry
  /** In the registry of the account, unless others keep the image. */
  repository?: string;
  //: end
  command: string[];
  user?: string;
  architecture: 'X86_64' | 'ARM64';
  /** 1,024 a processor. */
  cpu: number;
  /** MiB. */
  memory: number;
  port?: number;
  environment: Named<string>[];
  //: addresses
  /** Variables whose values the infrastructure knows: database.host. */
  addresses: Named<string>[];
  //: end
  secret?: string; //: secrets
  secrets: string[]; //: secrets
  desiredCount: number;
  minCount: number;
  maxCount: number;
  targetCpuPercent: number;
  targetMemoryPercent?: number;
  strategy: 'ROLLING' | 'BLUE_GREEN' | 'CANARY';
  canaryPercent?: number;
  bakeMinutes: number;
  startSeconds: number;
  stopSeconds: number;
  drainSeconds: number;
  errorsPerMinute: number;
  p95Seconds: number;
  databases: string[]; //: database
  caches: string[]; //: cache
  tables: string[]; //: table
  queues: string[]; //: queue
  buckets: string[]; //: storage
  mounts: MountConfig[]; //: files
  ingress?: IngressConfig; //: ingress
}

const settings = new pulumi.Config();

const mapOf = <Value>(key: string): ReadonlyMap<string, Value> =>
  new Map(Object.entries(settings.requireObject<Record<string, Value>>(key)));

export const config = {
  project: settings.require('project'),
  environment: settings.require('environment'),
  region: new pulumi.Config('aws').require('region'),
  deletionProtection: settings.requireBoolean('deletionProtection'),
  logRetentionDays: settings.requireNumber('logRetentionDays'),
  vpc: settings.requireObject<VpcConfig>('vpc'),
  domain: settings.requireObject<DomainConfig>('domain'), //: ingress
  alarmEmails: settings.requireObject<string[]>('alarmEmails'),
  databases: mapOf<DatabaseConfig>('databases'), //: database
  caches: mapOf<CacheConfig>('caches'), //: cache
  tables: mapOf<TableConfig>('tables'), //: table
  queues: mapOf<QueueConfig>('queues'), //: queue
  buckets: mapOf<BucketConfig>('buckets'), //: storage
  fileSystems: settings.requireObject<string[]>('fileSystems'), //: files
  services: mapOf<ServiceConfig>('services'),
};
