import { splitReference } from '../../model/values/image.ts';
import type { Candidate, Evidence } from './finding.ts';
import type { Repository } from './repository.ts';
import { search } from './search.ts';

export interface FoundResource {
  readonly name: string;
  readonly kind: 'database' | 'cache' | 'queue' | 'storage';
  readonly type: string;
  readonly version?: Candidate<string>;
  readonly found: Evidence;
}

interface Product {
  readonly name: string;
  readonly kind: FoundResource['kind'];
  readonly type: string;
  /** The last part of the name of an image. */
  readonly image: RegExp;
  /** A driver as manifests name it, between quotes, tags or blanks. */
  readonly driver: RegExp;
}

const listed = (names: string) => new RegExp(`(?:^|["'>/:\\s])(${names})(?=["'<\\s=~^@;,[:]|$)`, 'i');

const products: readonly Product[] = [
  {
    name: 'postgres',
    kind: 'database',
    type: 'PostgreSQL',
    image: /^(?:postgres|postgresql|postgis|pgvector|timescaledb)(?:-ha)?$/,
    driver: listed(
      'pg|postgres|pg-promise|psycopg|psycopg2|psycopg2-binary|asyncpg|pgx|pgx/v\\d|pq|postgresql|quarkus-jdbc-postgresql|tokio-postgres|Npgsql\\.EntityFrameworkCore\\.PostgreSQL|Npgsql',
    ),
  },
  {
    name: 'mysql',
    kind: 'database',
    type: 'MySQL',
    image: /^(?:mysql|mysql-server|percona)$/,
    driver: listed(
      'mysql2?|mysqlclient|PyMySQL|aiomysql|go-sql-driver/mysql|mysql-connector-j|mysql-connector-java|trilogy',
    ),
  },
  {
    name: 'mariadb',
    kind: 'database',
    type: 'MariaDB',
    image: /^mariadb$/,
    driver: listed('mariadb|mariadb-java-client'),
  },
  {
    name: 'mongodb',
    kind: 'database',
    type: 'MongoDB',
    image: /^(?:mongo|mongodb|mongodb-community-server)$/,
    driver: listed(
      'mongodb|mongoose|pymongo|motor|mongo-driver|mongo-driver/mongo|mongoid|spring-boot-starter-data-mongodb|MongoDB\\.Driver',
    ),
  },
  {
    name: 'redis',
    kind: 'cache',
    type: 'Redis',
    image: /^(?:redis|redis-stack|redis-stack-server|keydb)$/,
    driver: listed(
      'redis|ioredis|go-redis|go-redis/v\\d|jedis|lettuce-core|spring-boot-starter-data-redis|predis/predis|StackExchange\\.Redis|hiredis|sidekiq',
    ),
  },
  { name: 'valkey', kind: 'cache', type: 'Valkey', image: /^valkey$/, driver: listed('iovalkey|valkey') },
  {
    name: 'memcached',
    kind: 'cache',
    type: 'Memcached',
    image: /^memcached$/,
    driver: listed('memcached|memjs|pymemcache|dalli|gomemcache'),
  },
  {
    name: 'rabbitmq',
    kind: 'queue',
    type: 'RabbitMQ',
    image: /^rabbitmq$/,
    driver: listed('amqplib|pika|aio-pika|amqp091-go|spring-boot-starter-amqp|bunny|lapin|RabbitMQ\\.Client'),
  },
  {
    name: 'kafka',
    kind: 'queue',
    type: 'Kafka',
    image: /^(?:kafka|cp-kafka|kafka-native|redpanda)$/,
    driver: listed(
      'kafkajs|kafka-python|confluent-kafka|aiokafka|kafka-go|sarama|spring-kafka|rdkafka|Confluent\\.Kafka',
    ),
  },
  {
    name: 'nats',
    kind: 'queue',
    type: 'NATS',
    image: /^nats$/,
    driver: listed('nats|nats-py|nats\\.go|async-nats'),
  },
  { name: 'minio', kind: 'storage', type: 'MinIO', image: /^minio$/, driver: listed('minio|minio-go/v\\d') },
];

const manifests =
  /^(?:package\.json|requirements[\w.-]*\.txt|pyproject\.toml|Pipfile|go\.mod|pom\.xml|build\.gradle(?:\.kts)?|Gemfile|composer\.json|Cargo\.toml|(?:[^/]+\/){0,3}[^/]+\.csproj)$/;

/** Databases, caches and queues: the services of a Compose file, then the drivers that manifests name. */
export function resourcesOf(
  repository: Repository,
  images: readonly { readonly name: string; readonly image: Candidate<string> }[],
): readonly FoundResource[] {
  const running = images.flatMap(({ image }) => byImage(image));
  const files = repository.files.filter(path => manifests.test(path));
  const drivers = products.flatMap(({ name, kind, type, driver }) => {
    const hit = running.some(found => found.name === name) ? undefined : search(repository, files, driver);
    // One cache is enough: clients of Redis speak to Valkey too, and those of MySQL to MariaDB.
    const covered = running.some(found => relatives.get(name) === found.name);
    return hit && !covered ? [{ name, kind, type, found: hit.found }] : [];
  });
  const all = [...running, ...drivers];
  return all.filter(({ name }, i) => all.findIndex(found => found.name === name) === i);
}

const relatives = new Map([
  ['redis', 'valkey'],
  ['mysql', 'mariadb'],
]);

function byImage({ value, found }: Candidate<string>): readonly FoundResource[] {
  const { name: called, tag = '' } = splitReference(value);
  const product = products.find(({ image }) => image.test(called));
  if (!product) return [];
  const { name, kind, type } = product;
  const version = /^v?(\d{1,4}(?:\.\d{1,4})?)/.exec(tag)?.[1];
  return [{ name, kind, type, found, ...(version !== undefined && { version: { value: version, found } }) }];
}
