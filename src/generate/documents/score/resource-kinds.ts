import type { Resource } from '../../../model/resource.ts';

type Kind = Extract<Resource['kind'], 'database' | 'cache' | 'queue' | 'storage' | 'other'>;

const words: Readonly<Record<Exclude<Kind, 'other'>, string>> = {
  database: `postgres postgresql mysql mariadb mongo mongodb mongodb-atlas mssql sqlserver oracle cockroachdb cassandra
    dynamodb dynamodb-table cosmosdb firestore spanner aurora elasticsearch opensearch clickhouse influxdb neo4j couchdb
    sqlite database`,
  cache: 'redis valkey memcached keydb dragonfly cache',
  queue: `amqp rabbitmq rabbitmq-vhost activemq kafka kafka-topic redpanda nats pulsar sqs sns sns-topic pubsub
    pubsub-topic servicebus azure-service-bus azure-servicebus azure-queue mqtt queue topic`,
  storage: `s3 gcs minio bucket azure-blob azure-blob-storage azure-blob-storage-container blob blob-storage
    object-storage`,
};

const kinds = new Map<string, Kind>(
  (Object.keys(words) as (keyof typeof words)[]).flatMap(kind =>
    words[kind].split(/\s+/).map(word => [word, kind] as const),
  ),
);

/** What a type of resource is to a service: `postgres-instance` is a postgres, `s3-bucket` an s3. */
export function resourceKind(type: string): Kind {
  const name = type.toLowerCase();
  const plain = name.replace(/-(?:instance|cluster|server|database|db|bucket|queue|cache)$/, '');
  return kinds.get(name) ?? kinds.get(plain) ?? 'other';
}
