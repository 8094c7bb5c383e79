/** Images of well-known products: what they are to a service that uses them. */
import type { Resource } from '../../../../model/resource.ts';

export interface Product {
  readonly kind: Extract<Resource['kind'], 'database' | 'cache' | 'queue' | 'storage'>;
  readonly type: string;
}

const database = (type: string): Product => ({ kind: 'database', type });
const cache = (type: string): Product => ({ kind: 'cache', type });
const queue = (type: string): Product => ({ kind: 'queue', type });
const storage = (type: string): Product => ({ kind: 'storage', type });

/** By the last part of the repository. */
const products: ReadonlyMap<string, Product> = new Map([
  ['postgres', database('PostgreSQL')],
  ['postgresql', database('PostgreSQL')],
  ['postgis', database('PostgreSQL')],
  ['pgvector', database('PostgreSQL')],
  ['timescaledb', database('PostgreSQL')],
  ['mysql', database('MySQL')],
  ['mysql-server', database('MySQL')],
  ['percona', database('MySQL')],
  ['mariadb', database('MariaDB')],
  ['mongo', database('MongoDB')],
  ['mongodb', database('MongoDB')],
  ['mongodb-community-server', database('MongoDB')],
  ['azure-sql-edge', database('SQL Server')],
  ['cassandra', database('Cassandra')],
  ['scylla', database('ScyllaDB')],
  ['cockroach', database('CockroachDB')],
  ['couchdb', database('CouchDB')],
  ['neo4j', database('Neo4j')],
  ['influxdb', database('InfluxDB')],
  ['clickhouse', database('ClickHouse')],
  ['clickhouse-server', database('ClickHouse')],
  ['elasticsearch', database('Elasticsearch')],
  ['opensearch', database('OpenSearch')],
  ['dynamodb-local', database('DynamoDB')],
  ['redis', cache('Redis')],
  ['redis-stack', cache('Redis')],
  ['redis-stack-server', cache('Redis')],
  ['redismod', cache('Redis')],
  ['valkey', cache('Valkey')],
  ['dragonfly', cache('Dragonfly')],
  ['keydb', cache('KeyDB')],
  ['memcached', cache('Memcached')],
  ['rabbitmq', queue('RabbitMQ')],
  ['kafka', queue('Kafka')],
  ['cp-kafka', queue('Kafka')],
  ['redpanda', queue('Kafka')],
  ['nats', queue('NATS')],
  ['activemq', queue('ActiveMQ')],
  ['activemq-classic', queue('ActiveMQ')],
  ['activemq-artemis', queue('ActiveMQ')],
  ['pulsar', queue('Pulsar')],
  ['elasticmq', queue('SQS')],
  ['elasticmq-native', queue('SQS')],
  ['minio', storage('S3')],
  ['azurite', storage('Azure Blob Storage')],
  ['fake-gcs-server', storage('Google Cloud Storage')],
]);

/** The product of an image, whoever publishes it: `bitnami/redis` is Redis too. */
export function productOf(repository: string): Product | undefined {
  const parts = repository.split('/');
  const name = parts.at(-1) ?? '';
  if (name === 'server' && parts.at(-2) === 'mssql') return database('SQL Server');
  return products.get(name);
}

/** The version in a tag: "16-alpine" is 16, "v1.2.3" is 1.2.3. Undefined for a word such as "latest". */
export function versionIn(tag: string): string | undefined {
  return (
    /^v?(\d+(?:\.\d+){0,3})(?![\w])/.exec(tag)?.[1] ?? /^(?:RELEASE\.)?(\d{4}-\d{2}-\d{2})/.exec(tag)?.[1]
  );
}
