import { change } from '../../../../model/traced.ts';
import { filled } from '../filled.ts';
import type { Access, Product } from './store.ts';

const withPassword = (words: readonly string[], { password }: Access) =>
  password ? [...words, '--requirepass', password] : words;

export const redis: Product = {
  repository: 'redis',
  port: 6379,
  user: '999:999',
  data: () => '/data',
  tmpfs: ['/tmp'],
  readOnly: true,
  memory: '256m',
  password: 'asked',
  command: access => withPassword(['redis-server', '--save', '60', '1'], access),
  health: ({ password }) =>
    // Without its password it answers too, that it wants one.
    password
      ? ['CMD', 'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/6379 && printf "PING\\r\\n" >&3 && read -r _ <&3']
      : ['CMD', 'redis-cli', '-h', '127.0.0.1', 'ping'],
  url: to =>
    to.password
      ? filled`redis://default:${to.password}@${to.host}:6379/0`
      : filled`redis://${to.host}:6379/0`,
};

export const valkey: Product = {
  ...redis,
  repository: 'valkey/valkey',
  tag: '8.1.3-bookworm',
  command: access => withPassword(['valkey-server', '--save', '60', '1'], access),
  health: access =>
    access.password ? redis.health(access) : ['CMD', 'valkey-cli', '-h', '127.0.0.1', 'ping'],
};

export const memcached: Product = {
  repository: 'memcached',
  port: 11211,
  user: '11211:11211',
  tmpfs: ['/tmp'],
  readOnly: true,
  memory: '128m',
  password: 'never',
  health: () => ['CMD', 'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/11211'],
  url: to => filled`${to.host}:11211`,
};

export const rabbitmq: Product = {
  repository: 'rabbitmq',
  port: 5672,
  user: '999:999',
  data: () => '/var/lib/rabbitmq',
  tmpfs: ['/tmp'],
  // Its start script writes below /etc/rabbitmq.
  readOnly: false,
  memory: '512m',
  password: 'always',
  named: { user: ['RABBITMQ_DEFAULT_USER'], database: ['RABBITMQ_DEFAULT_VHOST'] },
  // The virtual host that clients take when they are told none.
  database: '/',
  environment: ({ user, password, database }) => ({
    RABBITMQ_DEFAULT_USER: user,
    RABBITMQ_DEFAULT_PASS: password,
    RABBITMQ_DEFAULT_VHOST: database,
  }),
  health: () => ['CMD', 'rabbitmq-diagnostics', '-q', 'check_port_connectivity'],
  url: to =>
    filled`amqp://${to.user}:${to.password ?? ''}@${to.host}:5672/${change(to.database, encodeURIComponent)}`,
};

/** One node that is broker and controller. */
export const kafka: Product = {
  repository: 'apache/kafka',
  tag: '4.1.0',
  port: 9092,
  user: '1000:1000',
  data: () => '/var/lib/kafka/data',
  tmpfs: ['/tmp'],
  // It formats its storage and writes its configuration below /opt/kafka.
  readOnly: false,
  memory: '1g',
  password: 'never',
  environment: ({ host }) => ({
    KAFKA_NODE_ID: '1',
    KAFKA_PROCESS_ROLES: 'broker,controller',
    KAFKA_LISTENERS: 'PLAINTEXT://:9092,CONTROLLER://:9093',
    KAFKA_ADVERTISED_LISTENERS: filled`PLAINTEXT://${host}:9092`,
    KAFKA_CONTROLLER_LISTENER_NAMES: 'CONTROLLER',
    KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: 'CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    KAFKA_CONTROLLER_QUORUM_VOTERS: '1@localhost:9093',
    KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: '1',
    KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: '1',
    KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: '0',
    KAFKA_LOG_DIRS: '/var/lib/kafka/data',
  }),
  health: () => [
    'CMD',
    '/opt/kafka/bin/kafka-broker-api-versions.sh',
    '--bootstrap-server',
    'localhost:9092',
  ],
  url: to => filled`${to.host}:9092`,
};

export const nats: Product = {
  repository: 'nats',
  port: 4222,
  user: '10001:10001',
  tmpfs: ['/tmp'],
  readOnly: true,
  memory: '128m',
  password: 'never',
  command: () => ['--jetstream', '--store_dir', '/tmp/nats', '--http_port', '8222'],
  health: () => ['CMD', 'wget', '-q', '-O', '/dev/null', 'http://127.0.0.1:8222/healthz'],
  url: to => filled`nats://${to.host}:4222`,
};
