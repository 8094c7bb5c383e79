import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { ordersProject } from '../../../../test/fixtures/orders.ts';
import { alone, shopService } from '../../../../test/fixtures/shop.ts';
import { compose } from './index.ts';
import { cache, database, entry, files, read, text, withResources } from './testing/read.ts';

test('a service without resources needs no values of the developer', () => {
  const project = withResources([], {
    variables: [{ name: 'LOG_LEVEL', required: false, sensitive: false, default: 'info' }],
  });
  const { metricsPath: _, ...service } = { ...project.services[0]!, volumes: [] };
  expect(text({ ...project, services: [service] })).toBe(
    `# The services on this machine, with what they use: docker compose up --build --wait
name: orders
services:
  orders:
    build:
      context: "."
      dockerfile: Dockerfile
    environment:
      PORT: "8080"
      LOG_LEVEL: info
    ports:
      - "127.0.0.1:\${ORDERS_PORT:-8080}:8080"
    networks:
      - app
    tmpfs:
      - /tmp
    init: true
    stop_grace_period: 12s
    restart: unless-stopped
    healthcheck:
      test:
        - CMD
        - node
        - "-e"
        - "fetch('http://127.0.0.1:' + process.env.PORT + process.argv[1]).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"
        - /health/live
      interval: 10s
      timeout: 2s
      retries: 3
      start_period: 20s
    user: "10001:10001"
    read_only: true
    cap_drop:
      - ALL
    security_opt:
      - no-new-privileges:true
    deploy:
      resources:
        limits:
          cpus: "0.5"
          memory: 256m
          pids: 256
networks:
  app: {}
`,
  );
});

test('a database runs beside the service, which waits for its health and is given its address', () => {
  const { services, networks, volumes } = read(ordersProject);
  expect(services['orders']?.depends_on).toEqual({ database: { condition: 'service_healthy' } });
  expect(services['orders']?.environment?.['DATABASE_URL']).toBe(
    'postgresql://app:${DATABASE_PASSWORD:?see .env.example}@database:5432/app',
  );
  expect(services['database']).toMatchObject({
    image: 'postgres:15.19-trixie',
    networks: ['data'],
    user: '999:999',
    read_only: true,
    healthcheck: { test: ['CMD', 'pg_isready', '-h', '127.0.0.1', '-U', 'app', '-d', 'app'] },
    volumes: [{ type: 'volume', source: 'database-data', target: '/var/lib/postgresql/data' }],
  });
  expect(networks).toEqual({ app: {}, data: { internal: true } });
  expect(volumes).toEqual({ 'orders-data': {}, 'database-data': {}, 'prometheus-data': {} });
});

test('no file holds a secret: passwords come from .env, and one line makes it', () => {
  expect(files(ordersProject)['.env.example']).toBe(
    `# What compose.yaml asks for. A copy called .env holds your values: keep that one out of Git.
# A random value for each, where any will do:
#   [ -e .env ] || sed "/=$/s/$/$(openssl rand -hex 16)/" .env.example > .env

# the password of PostgreSQL in the container "database": letters and digits, any will do
DATABASE_PASSWORD=

# What may be left out:

# the port of this machine that leads to 8080 of orders
# ORDERS_PORT=8080

# the port of this machine that leads to Prometheus
# PROMETHEUS_PORT=9090
`,
  );
  expect(text(ordersProject)).toContain(
    '# Once before: [ -e .env ] || sed "/=$/s/$/$(openssl rand -hex 16)/" .env.example > .env\n',
  );
});

test.each([
  ['PostgreSQL', '16', 'postgres:16.15-trixie', '/var/lib/postgresql/data'],
  ['Aurora PostgreSQL', undefined, 'postgres:18.6-trixie', '/var/lib/postgresql'],
  ['PostgreSQL', '9.6', 'postgres:9.6', '/var/lib/postgresql/data'],
  ['MySQL', '8', 'mysql:8.4.11-oraclelinux9', '/var/lib/mysql'],
  ['MariaDB', '11.4', 'mariadb:11.4.12-noble', '/var/lib/mysql'],
  ['MongoDB', '7.0', 'mongo:7.0.40-jammy', '/data/db'],
  ['Elasticsearch', '8', 'elasticsearch:8.19.20', '/usr/share/elasticsearch/data'],
])('%s %s is %s with its data in %s', (type, version, image, target) => {
  const store = entry(withResources([database(type, version === undefined ? {} : { version })]), 'db');
  expect(store).toMatchObject({ image, volumes: [{ target }] });
});

test.each([
  ['queue', 'RabbitMQ', 'rabbitmq:4.3.5'],
  ['queue', 'amqp', 'rabbitmq:4.3.5'],
  ['queue', 'MSK Kafka', 'apache/kafka:4.1.0'],
  ['queue', 'NATS', 'nats:2.14.5-alpine3.22'],
  ['cache', 'ElastiCache Redis', 'redis:8.10.1-trixie'],
  ['cache', 'elasticache', 'redis:8.10.1-trixie'],
  ['cache', 'Valkey', 'valkey/valkey:8.1.3-bookworm'],
  ['cache', 'Memcached', 'memcached:1.6.45-trixie'],
] as const)('a %s of the type %s is %s', (kind, type, image) => {
  expect(entry(withResources([{ ...cache, kind, type }]), 'cache')?.image).toBe(image);
});

test('what no container stands for is said above the file', () => {
  const project = withResources([
    database('DynamoDB'),
    { ...cache, name: 'topic', kind: 'queue', type: 'Kinesis' },
  ]);
  expect(text(project)).toContain(
    '# db (DynamoDB) has no container here\n# topic (Kinesis) has no container here\n',
  );
  expect(Object.keys(read(project).services)).toEqual(['orders', 'prometheus']);
});

test('sidecars share the network of their service, which one that starts before it holds', () => {
  const { services } = read(alone(shopService));
  expect(services['shop']).toMatchObject({ network_mode: 'service:shop-exporter' });
  expect(services['shop']?.ports).toBeUndefined();
  expect(services['shop-exporter']).toMatchObject({
    networks: { app: { aliases: ['shop'] }, data: {} },
    ports: [
      '127.0.0.1:${SHOP_PORT:-8080}:8080',
      '127.0.0.1:${SHOP_METRICS_PORT:-9100}:9100',
      '127.0.0.1:${SHOP_DISCOVERY_PORT:-5353}:5353/udp',
    ],
  });
  expect(services['shop-proxy']).toMatchObject({
    network_mode: 'service:shop-exporter',
    depends_on: { 'shop-schema': { condition: 'service_completed_successfully' } },
  });
  expect(services['shop-schema']).toMatchObject({ networks: ['app', 'data'], restart: 'no' });
});

test('files, volumes and folders of the machine stand where the document says', () => {
  expect(entry(alone(shopService), 'shop')).toMatchObject({
    volumes: [
      { type: 'volume', source: 'shop-data', target: '/data' },
      { type: 'volume', source: 'bucket', target: '/uploads', read_only: true, volume: { subpath: 'shop' } },
      { type: 'bind', source: './src', target: '/src' },
      {
        type: 'bind',
        source: './compose/files/shop/shop.conf',
        target: '/etc/shop/shop.conf',
        read_only: true,
      },
      { type: 'bind', source: './legal/terms.md', target: '/etc/shop/terms.md', read_only: true },
    ],
    tmpfs: ['/tmp', '/scratch:size=512m,mode=0700,uid=12000,gid=12001'],
    cap_add: ['NET_BIND_SERVICE'],
  });
  expect(files(alone(shopService))['compose/files/shop/shop.conf']).toBe('price = "$5"\nopen = true\n');
});

test('nginx stands in front where a document names it', () => {
  const network = {
    kind: 'network',
    name: 'network',
    type: 'VPC',
    components: ['nginx reverse proxy'],
    zones: [],
    params: [],
    annotations: [],
  } as const;
  const project = withResources([network]);
  expect(entry(project, 'nginx')).toMatchObject({
    image: 'nginx:1.30.4-alpine3.24-slim',
    depends_on: { orders: { condition: 'service_healthy' } },
    ports: ['127.0.0.1:${NGINX_PORT:-8080}:8080'],
  });
  expect(files(project)['compose/nginx.conf']).toContain('      set $service orders:8080;\n');
  expect(Object.keys(read(withResources([{ ...network, components: ['ALB'] }])).services)).not.toContain(
    'nginx',
  );
  const worker = withResources([network], { kind: 'worker' });
  expect(Object.keys(read(worker).services), 'nothing answers behind it').not.toContain('nginx');
  expect(Object.keys(files(worker))).not.toContain('compose/nginx.conf');
});

test('metrics are watched with the profile monitoring', () => {
  expect(entry(ordersProject, 'prometheus')).toMatchObject({ profiles: ['monitoring'] });
  expect(parse(files(ordersProject)['compose/prometheus.yml'] ?? '')).toMatchObject({
    scrape_configs: [
      { job_name: 'orders', metrics_path: '/metrics', static_configs: [{ targets: ['orders:8080'] }] },
    ],
  });
});

test('from a folder of its own the file finds the project and its Dockerfiles', () => {
  const folders = {
    ...Object.fromEntries(
      ['kubernetes', 'kustomize', 'helm', 'scripts', 'pipelines'].map(family => [family, family]),
    ),
    compose: 'dev/local',
    docker: 'images',
  } as never;
  const [file] = compose.emit(ordersProject, { folders }).filter(({ kind }) => kind === 'compose');
  expect(file?.content).toContain('      context: "../.."\n      dockerfile: images/Dockerfile\n');
});
