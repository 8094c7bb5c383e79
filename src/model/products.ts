/** Products that keep data, pass messages or run services, by the words that documents use for them. */
import type { CloudProvider } from './resource.ts';

type StoreKind = 'database' | 'cache' | 'queue' | 'storage';

/** A store, or what runs the services. */
export type ProductKind = StoreKind | 'compute';

export interface Product {
  readonly name: string;
  readonly kind: ProductKind;
}

/** What speaks the same protocol and keeps the same data is one product, whoever runs it. */
const words: Readonly<Record<StoreKind, Readonly<Record<string, string>>>> = {
  database: {
    PostgreSQL: 'postgresql|postgres|postgis|pgvector|timescaledb|alloydb',
    MySQL: 'mysql|percona',
    MariaDB: 'mariadb',
    MongoDB: 'mongodb|mongo|documentdb',
    'SQL Server': 'sql server|sqlserver|mssql|azure sql',
    Oracle: 'oracle',
    SQLite: 'sqlite',
    CockroachDB: 'cockroachdb|cockroach',
    YugabyteDB: 'yugabytedb|yugabyte',
    Spanner: 'spanner',
    Cassandra: 'cassandra|keyspaces',
    ScyllaDB: 'scylladb|scylla',
    DynamoDB: 'dynamodb',
    'Cosmos DB': 'cosmos db|cosmosdb',
    Firestore: 'firestore',
    Bigtable: 'bigtable',
    BigQuery: 'bigquery',
    Redshift: 'redshift',
    Snowflake: 'snowflake',
    ClickHouse: 'clickhouse',
    CouchDB: 'couchdb',
    Neo4j: 'neo4j',
    Neptune: 'neptune',
    InfluxDB: 'influxdb',
    Elasticsearch: 'elasticsearch',
    OpenSearch: 'opensearch',
    Db2: 'db2',
  },
  cache: {
    Redis: 'redis',
    Valkey: 'valkey',
    Memcached: 'memcached',
    KeyDB: 'keydb',
    Dragonfly: 'dragonfly',
    Hazelcast: 'hazelcast',
  },
  queue: {
    RabbitMQ: 'rabbitmq',
    Kafka: 'kafka|redpanda|msk|confluent',
    SQS: 'sqs',
    SNS: 'sns',
    'Pub/Sub': 'pub/sub|pubsub',
    'Service Bus': 'service bus|servicebus',
    'Event Hubs': 'event hubs|event hub',
    NATS: 'nats',
    ActiveMQ: 'activemq',
    Pulsar: 'pulsar',
    Kinesis: 'kinesis',
  },
  storage: {
    S3: 's3|minio',
    'Google Cloud Storage': 'google cloud storage|gcs',
    'Azure Blob Storage': 'azure blob storage|azure blob|blob storage',
    EFS: 'efs',
    EBS: 'ebs',
    Filestore: 'filestore',
    'Azure Files': 'azure files|azure file share',
  },
};

/** One product is what takes the same description of a service: EKS, GKE and AKS all take manifests. */
const runners: Readonly<Record<string, string>> = {
  Kubernetes: 'kubernetes|k8s|eks|gke|aks|openshift',
  ECS: 'ecs|fargate',
  'Cloud Run': 'cloud run',
  'Container Apps': 'container apps',
  'App Service': 'app service',
  'App Runner': 'app runner',
  Lambda: 'lambda',
  'Cloud Functions': 'cloud functions',
  'Azure Functions': 'azure functions',
  Nomad: 'nomad',
  'virtual machines': 'ec2|compute engine|gce|virtual machine|virtual machines|vm|vms|droplet|droplets',
};

/** Longer names first: "azure blob storage" before "azure blob". */
const anyOf = (list: readonly string[]) =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${list.toSorted((a, b) => b.length - a.length).join('|')})(?![\\p{L}])`,
    'iu',
  );

interface Vocabulary {
  readonly any: RegExp;
  readonly products: ReadonlyMap<string, Product>;
}

function vocabulary(
  kinds: Readonly<Partial<Record<ProductKind, Readonly<Record<string, string>>>>>,
): Vocabulary {
  const products = new Map(
    (Object.keys(kinds) as ProductKind[]).flatMap(kind =>
      Object.entries(kinds[kind] ?? {}).flatMap(([name, list]) =>
        list.split('|').map(word => [word, { name, kind }] as const),
      ),
    ),
  );
  return { any: anyOf([...products.keys()]), products };
}

const [stores, compute] = [vocabulary(words), vocabulary({ compute: runners })];

/** Longer texts are prose. */
const longest = 400;

export interface FoundProduct extends Product {
  /** Where its name stands in the text (UTF-16 offsets). */
  readonly start: number;
  readonly end: number;
}

/** The first product that a text names, of those that keep data or pass messages: "Aurora PostgreSQL" is PostgreSQL. */
export const productIn = (text: string): FoundProduct | undefined => firstOf(stores, text);

/** What runs services, by the first name in a text: "EKS on EC2" is Kubernetes. */
export const runnerIn = (text: string): FoundProduct | undefined => firstOf(compute, text);

function firstOf({ any, products }: Vocabulary, text: string): FoundProduct | undefined {
  const match = any.exec(text.slice(0, longest));
  const product = products.get(match?.[0].toLowerCase() ?? '');
  if (!match || !product) return undefined;
  return { ...product, start: match.index, end: match.index + match[0].length };
}

/** Whether two texts name one product; undefined where that cannot be told: "RDS" and "PostgreSQL". */
export function sameProduct(a: string, b: string): boolean | undefined {
  const [first, second] = [productIn(a) ?? runnerIn(a), productIn(b) ?? runnerIn(b)];
  if (first && second) return first.name === second.name;
  return a.trim().toLowerCase() === b.trim().toLowerCase() ? true : undefined;
}

const clouds: readonly (readonly [CloudProvider, RegExp])[] = [
  [
    'aws',
    anyOf(
      'aws|amazon|rds|aurora|ecs|fargate|eks|ec2|elasticache|dynamodb|sqs|sns|msk|efs|ebs|documentdb|neptune|redshift|kinesis|app runner'.split(
        '|',
      ),
    ),
  ],
  [
    'gcp',
    anyOf(
      'gcp|google cloud|cloud sql|cloud run|gke|memorystore|pub/sub|gcs|firestore|spanner|bigquery|bigtable|alloydb|filestore'.split(
        '|',
      ),
    ),
  ],
  ['azure', anyOf('azure|aks|cosmos db|cosmosdb|service bus|event hubs|container apps'.split('|'))],
];

/** The cloud that alone offers what the text names: "ECS Fargate" is AWS. */
export function cloudOf(text: string): CloudProvider | undefined {
  return clouds.find(([, word]) => word.test(text.slice(0, longest)))?.[0];
}
