import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lostLeaves } from './compose-leaves.ts';
import { plainProject, readProject } from './compose-project.ts';
import { comparable, realProject } from './compose-real.ts';

const here = join(dirname(fileURLToPath(import.meta.url)), 'compose');
const corpus = process.env.DEVOPS_FLOW_CORPUS && join(process.env.DEVOPS_FLOW_CORPUS, 'compose');
const program = process.env.DEVOPS_FLOW_DOCKER_COMPOSE;

const listed = (folder: string, pattern: RegExp) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => pattern.test(name))
    .toSorted()
    .map(name => [name, join(folder, name)] as const);

/** Odd files: as far as the specification allows. */
const odd = listed(here, /^[^/]*\.yaml$|^(?:override|extends|include)\/compose\.yaml$/);
const real = corpus && existsSync(corpus) ? listed(corpus, /\.ya?ml$/) : [];
const environment = new Map([
  ['SET', 'value'],
  ['EMPTY', ''],
]);

const read = (file: string) => readProject(file, environment);
const facts = (file: string, prefix: string) =>
  read(file)
    .facts.filter(({ field }) => field.startsWith(prefix))
    .map(({ field, value, at }) => `${field} = ${String(value)} @${at.line}:${at.column}`);
const problems = (file: string) =>
  read(file).problems.map(({ severity, id, at }) => `${severity} ${id} ${at?.line}:${at?.column}`);
const own = (name: string) => join(here, name);

describe.skipIf(program === undefined)(
  'a project is loaded as the real docker compose loads it (DEVOPS_FLOW_DOCKER_COMPOSE names the program)',
  () => {
    it.each([...odd, ...real])('%s', (_, file) => {
      const theirs = comparable(realProject(program ?? '', file, environment));
      expect(comparable(plainProject(file, environment))).toEqual(theirs);
    });
  },
);

describe('every value of a Compose file is the place of a fact, followed, or in the loss report', () => {
  it.each([...odd, ...real])('%s', (_, file) => {
    const reading = read(file);
    const others = reading.needs.flatMap(need =>
      need.kind === 'file' && need.as === 'compose' && existsSync(need.path) ? [need.path] : [],
    );
    expect([file, ...others].flatMap(name => lostLeaves(name, readFileSync(name, 'utf8'), reading))).toEqual(
      [],
    );
  });

  it('is shown by a walk that finds what is not', () => {
    const file = own('07-commands.yaml');
    const reading = read(file);
    const without = {
      ...reading,
      facts: reading.facts.filter(({ field }) => !field.includes('.arguments.')),
    };
    expect(lostLeaves(file, readFileSync(file, 'utf8'), without).length).toBe(4);
  });
});

describe('odd files that the specification allows', () => {
  it('are more than 20', () => expect(odd.length).toBeGreaterThan(20));

  it.each(odd)('%s has no error', (_, file) => {
    expect(read(file).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('take over no secret value', () => {
    const reading = read(own('19-secret-values.yaml'));
    const texts = JSON.stringify([reading.facts, reading.problems, reading.unused]);
    const secrets = ['hunter2', 'correct-horse', 'built-in-token', 's3cr3t', 'rootpw-1234', 'abc123def'];
    expect(secrets.filter(secret => texts.includes(secret))).toEqual([]);
    const filled = readProject(own('19-secret-values.yaml'), new Map([['OTHER_SECRET', 'from-outside-5']]));
    expect(JSON.stringify(filled)).not.toContain('from-outside-5');
    expect(reading.problems.map(({ severity, id, at }) => `${severity} ${id} ${at?.line}`)).toEqual([
      'warning compose-variable-unset 13',
      'warning secret-literal 17',
      'warning secret-literal 7',
      'warning secret-literal 8',
      'warning secret-literal 9',
      'warning secret-literal 5',
      'warning secret-literal 16',
      'warning secret-literal 15',
      'warning secret-literal 18',
    ]);
    expect(
      facts(own('19-secret-values.yaml'), 'services.app.variables').filter(fact => !fact.includes('.name')),
    ).toEqual([
      'services.app.variables.DB_PASSWORD.sensitive = true @7:20',
      'services.app.variables.DB_PASSWORD.required = true @7:20',
      'services.app.variables.API_TOKEN.sensitive = true @8:19',
      'services.app.variables.API_TOKEN.required = true @8:19',
      'services.app.variables.DATABASE_URL.sensitive = true @9:21',
      'services.app.variables.DATABASE_URL.required = true @9:21',
      'services.app.variables.PASSWORD_FILE.default = /run/secrets/password @10:22',
      'services.app.variables.ALLOW_EMPTY_PASSWORD.default = yes @11:30',
      'services.app.variables.PUBLIC_KEY.default = ssh-ed25519 AAAA @12:19',
      'services.app.variables.PLAIN.default = from  @13:15',
      'services.app.variables.SESSION_SECRET.sensitive = true @14:7',
      'services.app.variables.SESSION_SECRET.required = true @14:7',
      // The command and the health check refer to these now.
      'services.app.variables.PASSWORD.sensitive = true @5:20',
      'services.app.variables.PASSWORD.required = true @5:20',
      'services.app.variables.DB_PASSWORD.sensitive = true @15:27',
      'services.app.variables.DB_PASSWORD.required = true @15:27',
    ]);
  });

  it('have databases, caches, queues and stores as resources', () => {
    const kinds = facts(own('20-products.yaml'), 'resources.').flatMap(
      fact =>
        /^resources\.(\w+)\.(?:kind|type|version|params\.version\.value) = (.*) @/
          .exec(fact)
          ?.slice(1)
          .join(' ') ?? [],
    );
    expect(kinds).toEqual([
      'pg database',
      'pg PostgreSQL',
      'pg 16.2',
      'my database',
      'my MySQL',
      'my 8.0.27',
      'mo database',
      'mo MongoDB',
      'ms database',
      'ms SQL Server',
      'ms 2022',
      're cache',
      're Redis',
      're 7.2',
      'va cache',
      'va Valkey',
      'va 8',
      'me cache',
      'me Memcached',
      'ra queue',
      'ra RabbitMQ',
      'ra 3.13',
      'ka queue',
      'ka Kafka',
      'ka 7.6.0',
      'na queue',
      'na NATS',
      'na 2.10',
      'el database',
      'el Elasticsearch',
      'el 8.13.0',
      'op database',
      'op OpenSearch',
      'op 2.13.0',
      'mi storage',
      'mi S3',
      'mi 2024-05-01',
    ]);
    expect(facts(own('20-products.yaml'), 'services.exporter.image')).toEqual([
      'services.exporter.image.built = false @17:23',
      'services.exporter.image.repository = oliver006/redis_exporter @17:23',
      'services.exporter.image.tag = v1.58.0 @17:48',
    ]);
  });

  it('say by their health check where they answer, and when they are ready', () => {
    expect(facts(own('08-health.yaml'), 'services.shell.').slice(4)).toEqual([
      'services.shell.port = 8080 @6:38',
      'services.shell.kind = http @6:38',
      'services.shell.health.probes.ready.name = ready @6:13',
      'services.shell.health.probes.ready.command.0 = /bin/sh @6:13',
      'services.shell.health.probes.ready.command.1 = -c @6:13',
      'services.shell.health.probes.ready.command.2 = curl -f http://localhost:8080/healthz || exit 1 @6:13',
      'services.shell.health.ready = /healthz @6:13',
      'services.shell.health.intervalSeconds = 90 @7:17',
      'services.shell.health.timeoutSeconds = 0.5 @8:16',
      'services.shell.health.failureThreshold = 5 @9:16',
    ]);
  });

  it('merge, extend and include, each value at its place', () => {
    const places = (name: string, field: string) =>
      read(own(name))
        .facts.filter(fact => fact.field === field)
        .map(({ value, at }) => `${String(value)} ${at.file.slice(here.length + 1)}:${at.line}:${at.column}`);
    expect(places('override/compose.yaml', 'services.web.variables.B.default')).toEqual([
      '20 override/compose.override.yaml:7:21',
    ]);
    expect(places('override/compose.yaml', 'services.web.variables.A.default')).toEqual([
      '1 override/compose.yaml:10:23',
    ]);
    expect(places('override/compose.yaml', 'services.web.variables.MULTI.default')).toEqual([
      'first\nsecond override/base.env:6:7',
    ]);
    expect(places('extends/compose.yaml', 'services.other-file.container.hostname')).toEqual([
      'root extends/deep.yaml:2:21',
    ]);
    expect(places('extends/compose.yaml', 'services.other-file.build.dockerfile')).toEqual([
      'common/app/Dockerfile.dev extends/common/services.yaml:4:42',
    ]);
    expect(places('include/compose.yaml', 'resources.db.version')).toEqual(['15 include/parts/db.yaml:3:17']);
    expect(places('include/compose.yaml', 'services.queue.volumes.queue.source')).toEqual([
      'queue include/parts/queue.yaml:1:70',
    ]);
  });
});

describe.skipIf(real.length === 0)('the files of the corpus (DEVOPS_FLOW_CORPUS names its folder)', () => {
  it('are all there', () => expect(real.length).toBeGreaterThanOrEqual(19));

  it.each(real)('%s has no error', (_, file) => {
    expect(read(file).problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  const file = (name: string) => join(corpus ?? '', `${name}_compose.yaml`);

  it('say what they need and what they are', () => {
    expect(facts(file('flask-redis'), '').filter(fact => !fact.includes('.ports.'))).toEqual([
      'resources.redis.name = redis @2:3',
      'resources.redis.kind = cache @3:12',
      'resources.redis.type = Redis @3:12',
      'services.web.name = web @6:3',
      'services.web.image.built = true @8:7',
      'services.web.build.context = . @8:16',
      'services.web.source = . @8:16',
      'services.web.build.dockerfile = Dockerfile @8:16',
      'services.web.build.target = builder @9:15',
      'services.web.port = 8000 @14:15',
      'services.web.kind = http @14:15',
      'services.web.container.stopSignal = SIGINT @12:18',
      'services.web.dependencies.redis.name = redis @18:9',
      'services.web.dependencies.redis.until = started @18:9',
      'services.web.volumes.code.name = code @16:11',
      'services.web.volumes.code.kind = bind @16:9',
      'services.web.volumes.code.path = /code @16:11',
      'services.web.volumes.code.source = . @16:9',
    ]);
    expect(facts(file('nginx-aspnet-mysql'), 'services.backend.files')).toEqual([
      'services.backend.files./run/secrets/db-password.name = /run/secrets/db-password @7:9',
      'services.backend.files./run/secrets/db-password.secret = db-password @7:9',
    ]);
    expect(problems(file('aspnet-mssql'))).toEqual(['warning secret-literal 9:20']);
    expect(problems(file('pihole-cloudflared-DoH')).filter(found => !found.includes('unset'))).toEqual([
      'warning compose-image-unpinned 4:12',
      'warning compose-image-unpinned 20:12',
    ]);
  });
});
