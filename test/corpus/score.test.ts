import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readScore } from '../../src/generate/documents/score/index.ts';
import { assemble } from '../../src/model/assemble.ts';
import type { Reading } from '../../src/model/facts.ts';
import { lostLeaves } from './score/walk.ts';

const corpus = process.env['DEVOPS_FLOW_CORPUS'];
const why = corpus ? '' : ' (skipped: DEVOPS_FLOW_CORPUS names no folder)';

const namesIn = (folder: string) => readdirSync(folder).filter(name => name.endsWith('.yaml'));
const own = join(import.meta.dirname, 'score');
const real = corpus ? join(corpus, 'score') : '';

const read = (folder: string, file: string): Reading =>
  readScore({ kind: 'score', file, text: readFileSync(join(folder, file), 'utf8') });

const stated = ({ facts }: Reading) =>
  facts.filter(({ derived }) => !derived).map(({ field, value }) => `${field} = ${JSON.stringify(value)}`);
const concluded = ({ facts }: Reading) =>
  facts.filter(({ derived }) => derived).map(({ field, value }) => `${field} = ${JSON.stringify(value)}`);
const problems = (reading: Reading) =>
  reading.problems.map(({ severity, id, at }) => `${severity} ${id} ${at?.line}:${at?.column}`);

describe.skipIf(!corpus)(`the example files of Score${why}`, () => {
  const files = corpus ? namesIn(real) : [];

  it('are 20', () => expect(files).toHaveLength(20));

  it.each(files)('%s is read without an error, and nothing of it is lost', file => {
    const reading = read(real, file);
    expect(reading.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(reading.unused).toEqual([]);
    expect(lostLeaves(readFileSync(join(real, file), 'utf8'), reading)).toEqual([]);
    const { sourced } = assemble([reading]);
    expect(sourced.project.services).toHaveLength(1);
  });

  it('warn of nothing; their images without a tag get the one that is known', () => {
    const readings = files.map(file => read(real, file));
    expect(readings.flatMap(reading => reading.problems)).toEqual([]);
    const notes = readings.flatMap(reading => assemble([reading]).problems).map(({ message }) => message);
    const taken = notes.filter(message => message === 'the image busybox has no tag: 1.38.0-glibc is taken');
    expect(taken).toHaveLength(13);
  });

  it('make a workload with a queue that it shares and a database of its own', () => {
    const reading = read(real, 'samples_aks-store-demo_makeline_score.yaml');
    expect(stated(reading)).toEqual([
      'service.name = "makeline-service"',
      'service.annotations.tags.name = "tags"',
      'service.annotations.tags.value = "golang,backend"',
      'service.ports.http.name = "http"',
      'service.ports.http.port = 3001',
      'service.ports.http.target = 3001',
      'service.image.repository = "ghcr.io/azure-samples/aks-store-demo/makeline-service"',
      'service.image.tag = "2.1.0"',
      'service.variables.ORDER_QUEUE_URI.name = "ORDER_QUEUE_URI"',
      'service.variables.ORDER_QUEUE_URI.reference = "amqp://${resources.orders-queue.host}:${resources.orders-queue.port}"',
      'service.variables.ORDER_QUEUE_URI.required = true',
      'service.variables.ORDER_QUEUE_URI.sensitive = true',
      'service.variables.ORDER_QUEUE_USERNAME.name = "ORDER_QUEUE_USERNAME"',
      'service.variables.ORDER_QUEUE_USERNAME.reference = "${resources.orders-queue.username}"',
      'service.variables.ORDER_QUEUE_USERNAME.required = true',
      'service.variables.ORDER_QUEUE_USERNAME.sensitive = true',
      'service.variables.ORDER_QUEUE_PASSWORD.name = "ORDER_QUEUE_PASSWORD"',
      'service.variables.ORDER_QUEUE_PASSWORD.reference = "${resources.orders-queue.password}"',
      'service.variables.ORDER_QUEUE_PASSWORD.required = true',
      'service.variables.ORDER_QUEUE_PASSWORD.sensitive = true',
      'service.variables.ORDER_QUEUE_NAME.name = "ORDER_QUEUE_NAME"',
      'service.variables.ORDER_QUEUE_NAME.default = "orders"',
      'service.variables.ORDER_DB_URI.name = "ORDER_DB_URI"',
      'service.variables.ORDER_DB_URI.reference = "${resources.makeline-service-orders-database.connection}"',
      'service.variables.ORDER_DB_URI.required = true',
      'service.variables.ORDER_DB_URI.sensitive = true',
      'service.variables.ORDER_DB_NAME.name = "ORDER_DB_NAME"',
      'service.variables.ORDER_DB_NAME.default = "orderdb"',
      'service.variables.ORDER_DB_COLLECTION_NAME.name = "ORDER_DB_COLLECTION_NAME"',
      'service.variables.ORDER_DB_COLLECTION_NAME.default = "orders"',
      'service.resources.requests.cpu = "1m"',
      'service.resources.requests.memory = "6Mi"',
      'service.resources.limits.cpu = "5m"',
      'service.resources.limits.memory = "20Mi"',
      'service.health.probes.live.name = "live"',
      'service.health.live = "/health"',
      'service.health.probes.live.port = 3001',
      'service.health.probes.ready.name = "ready"',
      'service.health.ready = "/health"',
      'service.health.probes.ready.port = 3001',
      'resources.orders-queue.name = "orders-queue"',
      'resources.orders-queue.type = "amqp"',
      'service.dependencies.orders-queue.name = "orders-queue"',
      'service.dependencies.orders-queue.until = "started"',
      'service.dependencies.orders-queue.required = true',
      'resources.makeline-service-orders-database.name = "makeline-service-orders-database"',
      'resources.makeline-service-orders-database.type = "mongodb"',
      'service.dependencies.makeline-service-orders-database.name = "makeline-service-orders-database"',
      'service.dependencies.makeline-service-orders-database.until = "started"',
      'service.dependencies.makeline-service-orders-database.required = true',
    ]);
    expect(concluded(reading)).toEqual([
      'service.ports.http.protocol = "tcp"',
      'service.port = 3001',
      'service.image.built = false',
      'resources.orders-queue.kind = "queue"',
      'resources.makeline-service-orders-database.kind = "database"',
    ]);
  });

  it('share one queue between two workloads, and lead from one workload to another by its name', () => {
    const demo = ['order', 'makeline', 'store-front', 'product', 'ai'].map(name =>
      read(real, `samples_aks-store-demo_${name}_score.yaml`),
    );
    const { project } = assemble(demo).sourced;
    expect(project.services.map(({ name, port }) => `${name} ${port}`)).toEqual([
      'order-service 3000',
      'makeline-service 3001',
      'store-front 8080',
      'product-service 3002',
      'ai-service 5001',
    ]);
    expect(project.resources.map(({ name, kind }) => `${name} ${kind}`)).toEqual([
      'orders-queue queue',
      'makeline-service-orders-database database',
      'store-front-dns other',
      'store-front-route other',
      'order-service other',
      'product-service other',
      'ai-service-llm-model other',
    ]);
    const front = project.services.find(({ name }) => name === 'store-front');
    expect(front?.dependencies.map(({ name }) => name)).toEqual([
      'store-front-dns',
      'store-front-route',
      'order-service',
      'product-service',
    ]);
  });

  it.each([
    ['specification_service_score.yaml', ['service.port = 3001'], ['service.ports.stream.protocol = "udp"']],
    [
      'specification_files_score.yaml',
      [
        'service.kind = "worker"',
        'service.files./fileB.txt.expand = true',
        'service.files./fileC.bin.expand = false',
      ],
      [
        'service.files./fileA.txt.source = "fileA.txt"',
        'service.files./fileA.txt.mode = "0644"',
        'service.files./fileB.txt.content = "I am fileB!\\n"',
        'service.files./fileC.bin.binary = "aGVsbG8gd29ybGQ="',
      ],
    ],
    [
      'specification_volumes_score.yaml',
      ['service.kind = "worker"'],
      [
        'service.volumes.data.name = "data"',
        'service.volumes.data.path = "/data"',
        'service.volumes.data.kind = "persistent"',
      ],
    ],
    [
      'specification_probes_score.yaml',
      ['service.kind = "worker"'],
      [
        'service.health.live = "/alive"',
        'service.health.ready = "/ready"',
        'service.health.probes.live.port = 8080',
      ],
    ],
    [
      'specification_limits-and-requests_score.yaml',
      [],
      [
        'service.resources.limits.cpu = "250m"',
        'service.resources.requests.cpu = "25m"',
        'service.resources.requests.memory = "64Mi"',
      ],
    ],
    [
      'resources_dns_score.yaml',
      ['service.port = 8080', 'resources.my-workload-dns.kind = "other"'],
      [
        'resources.my-workload-route.params.host.value = "${resources.my-workload-dns.host}"',
        'resources.my-workload-route.params.port.value = "8080"',
      ],
    ],
    [
      'specification_annotations_score.yaml',
      [],
      ['service.annotations.podscoreannotationkey.value = "podscoreannotationvalue"'],
    ],
    ['specification_command_score.yaml', [], ['service.command.0 = "/bin/sh"', 'service.arguments.0 = "-c"']],
    ['specification_variables_score.yaml', [], ['service.variables.TEST.default = "hello-world"']],
    ['resources_redis_score.yaml', ['resources.my-workload-my-redis.kind = "cache"'], []],
    ['resources_amqp_score.yaml', ['resources.my-workload-my-amqp.kind = "queue"'], []],
    ['resources_mysql_score.yaml', ['resources.my-workload-my-mysql.kind = "database"'], []],
    ['resources_postgres_score.yaml', ['resources.my-workload-my-postgres.kind = "database"'], []],
    [
      'samples_aks-store-demo_product_score-ai.yaml',
      ['resources.ai-service.kind = "other"'],
      ['service.variables.AI_SERVICE_URL.reference = "http://${resources.ai-service.name}:5001"'],
    ],
  ] as const)('%s says what its author meant', (file, conclusions, statements) => {
    const reading = read(real, file);
    expect(concluded(reading)).toEqual(expect.arrayContaining([...conclusions]));
    expect(stated(reading)).toEqual(expect.arrayContaining([...statements]));
  });
});

describe('Score files that go to the limits of the schema', () => {
  const files = namesIn(own);

  it('are 20', () => expect(files).toHaveLength(20));

  it.each(files)('%s is read without an error, and nothing of it is lost', file => {
    const reading = read(own, file);
    expect(reading.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(lostLeaves(readFileSync(join(own, file), 'utf8'), reading)).toEqual([]);
    expect(assemble([reading]).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('warn where something has no place, each at its own', () => {
    const found = files.flatMap(file => problems(read(own, file)).map(found => `${file} ${found}`));
    expect(found.toSorted()).toEqual([
      'arrays.yaml warning score-target-twice 15:17',
      'binary.yaml warning score-path-unusable 12:7',
      'binary.yaml warning score-path-unusable 13:27',
      'binary.yaml warning score-path-unusable 14:28',
      'built-here.yaml warning score-image-moves 12:21',
      'placeholders.yaml warning score-placeholder-unfilled 11:19',
      'probes.yaml warning score-header-twice 18:21',
      'probes.yaml warning score-path-unusable 23:24',
      'resources.yaml warning score-resource-id 25:9',
      'variables.yaml warning score-placeholder-open 19:14',
      'variables.yaml warning score-variable-unusable 11:7',
      'variables.yaml warning score-variable-unusable 12:8',
      'variables.yaml warning score-variable-unusable 13:7',
      'volumes.yaml warning score-path-unusable 14:7',
    ]);
  });

  it('list what is not used', () => {
    const found = files.flatMap(file => read(own, file).unused.map(({ field }) => `${file} ${field}`));
    expect(found.toSorted()).toEqual([
      'arrays.yaml containers.app.files.2',
      'binary.yaml containers.app.files./absolute',
      'binary.yaml containers.app.files./outside',
      'binary.yaml containers.app.files.relative/path',
      'metadata.yaml metadata.contact',
      'metadata.yaml metadata.description',
      'metadata.yaml metadata.nothing',
      'params.yaml resources.deep.params.',
      'probes.yaml containers.server.livenessProbe.httpGet.httpHeaders.1',
      'probes.yaml containers.server.readinessProbe.httpGet.path',
      'resources.yaml resources.db.metadata.created-by',
      'resources.yaml resources.db.params.nothing',
      'sizes.yaml containers.two.resources.requests.cpu',
      'tagged.yaml metadata.odd',
      'variables.yaml containers.app.variables.1ST',
      'variables.yaml containers.app.variables.spring.profiles.active',
      'variables.yaml containers.app.variables.two words',
      'volumes.yaml containers.mounts.volumes.relative',
    ]);
  });
});
