import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { ordersProject, ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import {
  alone,
  mailerService,
  reportService,
  shopProject,
  shopService,
} from '../../../../test/fixtures/shop.ts';
import type { Variable } from '../../../model/container.ts';
import type { Resource } from '../../../model/resource.ts';
import type { Project, Service } from '../../../model/service.ts';
import { compose } from './index.ts';

const files = (project: Project) =>
  new Map(compose.emit(project, {}).map(({ path, content }) => [path, content] as const));
const text = (project: Project) => files(project).get('compose.yaml') ?? '';

interface Entry {
  readonly image?: string;
  readonly build?: unknown;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { condition: string; required?: boolean }>>;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: unknown;
  readonly network_mode?: string;
  readonly volumes?: readonly unknown[];
  readonly tmpfs?: readonly string[];
  readonly profiles?: readonly string[];
  readonly restart?: string;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_add?: readonly string[];
}
interface ComposeFile {
  readonly name: string;
  readonly services: Readonly<Record<string, Entry>>;
  readonly networks: unknown;
  readonly volumes?: unknown;
}
const read = (project: Project) => parse(text(project)) as ComposeFile;
const entry = (project: Project, name: string) => read(project).services[name];

const database = (type: string, more: object = {}): Resource => ({
  kind: 'database',
  name: 'db',
  type,
  params: [],
  annotations: [],
  ...more,
});
const cache = { kind: 'cache', name: 'cache', type: 'Redis', params: [], annotations: [] } as const;
const withResources = (resources: readonly Resource[], changes: Partial<Service> = {}): Project => ({
  ...ordersWith(changes),
  resources,
});
const secret = (name: string, reference?: string): Variable => ({
  name,
  required: true,
  sensitive: true,
  ...(reference !== undefined && { reference }),
});

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
  expect(files(ordersProject).get('.env.example')).toBe(
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

describe('the environment of a service', () => {
  const environment = (variables: readonly Variable[], resources: readonly Resource[]) =>
    entry(withResources(resources, { variables, volumes: [] }), 'orders')?.environment;

  test('has the addresses that its references ask for', () => {
    const reference =
      'postgres://${resources.db.username}:${resources.db.password}@${resources.db.host}:${resources.db.port}/${resources.db.name}';
    expect(environment([secret('DSN', reference)], [database('postgres')])).toEqual({
      PORT: '8080',
      DSN: 'postgres://app:${DB_PASSWORD:?see .env.example}@db:5432/app',
    });
  });

  test('asks for a reference to what does not run here as a whole', () => {
    const reference = 'https://${resources.dns.host}/${resources.db.name}';
    expect(environment([secret('PAGE', reference)], [database('postgres')])).toEqual({
      PORT: '8080',
      PAGE: '${PAGE:?see .env.example}',
    });
  });

  test.each([
    ['DB_HOST', 'db'],
    ['PGHOST', 'db'],
    ['POSTGRES_PORT', '5432'],
    ['DATABASE_USER', 'app'],
    ['PGDATABASE', 'app'],
    ['DB_PASSWORD', '${DB_PASSWORD:?see .env.example}'],
    ['REDIS_URL', 'redis://cache:6379/0'],
    ['CACHE_HOST', 'cache'],
    ['WORDPRESS_DB_PASSWORD', '${DB_PASSWORD:?see .env.example}'],
  ])('knows what %s means: %s', (name, value) => {
    expect(
      environment([{ name, required: true, sensitive: false }], [database('postgres'), cache])?.[name],
    ).toBe(value);
  });

  test('takes this machine for the container, and leaves any other default', () => {
    const given = (name: string, value: string) => ({
      name,
      required: false,
      sensitive: false,
      default: value,
    });
    expect(
      environment(
        [given('DB_HOST', 'localhost'), given('CACHE_HOST', 'other'), given('PAGE_URL', 'http://localhost')],
        [database('postgres'), cache],
      ),
    ).toEqual({ PORT: '8080', DB_HOST: 'db', CACHE_HOST: 'other', PAGE_URL: 'http://localhost' });
  });

  test('does not guess which of two databases is meant', () => {
    const two = [database('postgres'), database('postgres', { name: 'other' })];
    expect(environment([secret('DATABASE_URL')], two)).toMatchObject({
      DATABASE_URL: '${DATABASE_URL:?see .env.example}',
    });
    expect(environment([secret('OTHER_URL')], two)?.['OTHER_URL']).toBe(
      'postgresql://app:${OTHER_PASSWORD:?see .env.example}@other:5432/app',
    );
  });

  test('a cache has a password where one is asked for, and none elsewhere', () => {
    const asking = withResources([cache], { variables: [secret('REDIS_PASSWORD'), secret('REDIS_URL')] });
    expect(entry(asking, 'cache')?.command).toEqual([
      'redis-server',
      '--save',
      '60',
      '1',
      '--requirepass',
      '${CACHE_PASSWORD:?see .env.example}',
    ]);
    expect(entry(asking, 'orders')?.environment?.['REDIS_URL']).toBe(
      'redis://default:${CACHE_PASSWORD:?see .env.example}@cache:6379/0',
    );
    expect(entry(withResources([cache]), 'cache')?.command).toEqual(['redis-server', '--save', '60', '1']);
  });

  test('a name that two containers have is asked for once for each', () => {
    const variables = [secret('API_KEY')];
    const project: Project = {
      ...shopProject,
      services: [
        { ...shopService, variables, sidecars: [], dependencies: [] },
        { ...mailerService, variables },
      ],
    };
    expect(entry(project, 'shop')?.environment?.['API_KEY']).toBe('${SHOP_API_KEY:?see .env.example}');
    expect(entry(project, 'mailer')?.environment?.['API_KEY']).toBe('${MAILER_API_KEY:?see .env.example}');
  });
});

describe('services of different kinds', () => {
  test('a worker publishes nothing, and a job runs when it is asked for', () => {
    expect(entry(shopProject, 'mailer')).toMatchObject({
      restart: 'unless-stopped',
      build: { dockerfile: 'mailer/Dockerfile' },
    });
    expect(entry(shopProject, 'mailer')?.ports).toBeUndefined();
    expect(entry(shopProject, 'report')).toMatchObject({
      profiles: ['jobs'],
      build: {
        context: './report',
        dockerfile: 'build/Dockerfile',
        target: 'final',
        args: { MODE: 'fast', TITLE: 'a "b", $${{ c }}' },
      },
      command: ['--month', 'last'],
    });
    expect(text(shopProject)).toContain('# A job: docker compose run --build --rm report\n');
  });

  test('a job that another service waits for runs once before it', () => {
    const waiting = [{ name: 'report', until: 'complete', required: true }] as const;
    const project = {
      ...shopProject,
      services: [
        { ...mailerService, dependencies: waiting },
        { ...reportService, container: ordersService.container },
      ],
    };
    expect(entry(project, 'mailer')?.depends_on?.['report']).toEqual({
      condition: 'service_completed_successfully',
    });
    expect(entry(project, 'report')).toMatchObject({ restart: 'no' });
    expect(entry(project, 'report')?.profiles).toBeUndefined();
  });

  test('an image that others build is started as its document says, and confined as any other', () => {
    expect(entry(shopProject, 'search')).toMatchObject({
      image: `docker.io/getmeili/meilisearch@sha256:${'a'.repeat(64)}`,
      entrypoint: ['/bin/search'],
      command: ['--http-addr', '0.0.0.0:7700'],
      user: '10001:10001',
      read_only: false,
    });
  });

  test('nobody waits for the health of what is never asked: Compose would refuse to start', () => {
    expect(entry(shopProject, 'search')?.healthcheck).toBeUndefined();
    expect(entry(shopProject, 'shop')?.depends_on?.['search']).toEqual({ condition: 'service_started' });
  });

  test('two services on one port have each a port of the machine', () => {
    const other = { ...ordersService, name: 'other' };
    const project = { ...ordersProject, services: [ordersService, other] };
    expect(entry(project, 'orders')?.ports).toEqual(['127.0.0.1:${ORDERS_PORT:-8080}:8080']);
    expect(entry(project, 'other')?.ports).toEqual(['127.0.0.1:${OTHER_PORT:-8081}:8080']);
  });

  test('a port below 1024 is published above it', () => {
    expect(entry(ordersWith({ port: 80 }), 'orders')?.ports).toEqual(['127.0.0.1:${ORDERS_PORT:-8080}:80']);
  });
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
  expect(files(alone(shopService)).get('compose/files/shop/shop.conf')).toBe('price = "$5"\nopen = true\n');
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
  expect(files(project).get('compose/nginx.conf')).toContain('      set $service orders:8080;\n');
  expect(Object.keys(read(withResources([{ ...network, components: ['ALB'] }])).services)).not.toContain(
    'nginx',
  );
});

test('metrics are watched with the profile monitoring', () => {
  expect(entry(ordersProject, 'prometheus')).toMatchObject({ profiles: ['monitoring'] });
  expect(parse(files(ordersProject).get('compose/prometheus.yml') ?? '')).toMatchObject({
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

describe('whatever a document holds', () => {
  /** As Compose fills in: `$$` is a dollar sign, and no other is left. */
  const filledIn = (value: string) =>
    value.replaceAll(/\$\$|\$/g, sign => {
      if (sign === '$') throw new Error(`${value} is filled in`);
      return '$';
    });
  const hostile = fc.oneof(
    fc.string(),
    fc.string({
      unit: fc.constantFrom('$', '{', '}', '"', "'", ':', '#', '\n', ' ', '-', '!', '&', '*', 'x'),
    }),
  );

  test('Compose hands that very text on', () => {
    fc.assert(
      fc.property(hostile, hostile, (value, argument) => {
        const variables = [{ name: 'TEXT', required: false, sensitive: false, default: value }];
        const image = { repository: 'registry.example.com/search', tag: '1.2.3', built: false };
        const changes = { variables, image, command: [`a${argument}`], arguments: [] };
        const found = entry(withResources([], changes), 'orders');
        expect(filledIn(found?.environment?.['TEXT'] ?? '')).toBe(value);
        expect(filledIn(found?.entrypoint?.[0] ?? '')).toBe(`a${argument}`);
      }),
      { numRuns: 200 },
    );
  });

  test('names of resources become keys that are taken once', () => {
    fc.assert(
      fc.property(fc.array(hostile, { maxLength: 4 }), names => {
        const resources = [...new Set(names)].map(name => database('PostgreSQL', { name }));
        const { services } = read(withResources(resources));
        expect(Object.keys(services).length).toBe(resources.length + 2);
        for (const key of Object.keys(services)) expect(key).toMatch(/^[a-z0-9][a-z0-9-]*$/);
      }),
      { numRuns: 100 },
    );
  });
});
