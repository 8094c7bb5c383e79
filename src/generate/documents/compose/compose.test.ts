import { describe, expect, it } from 'vitest';
import { assemble } from '../../../model/assemble.ts';
import { readCompose } from './index.ts';
import { type Files, read, service } from './testing/read.ts';

const problems = (...project: Parameters<typeof read>) =>
  read(...project).problems.map(
    ({ severity, id, at, message }) => `${severity} ${id} ${at?.file}:${at?.line}:${at?.column} ${message}`,
  );
describe('a Compose file with mistakes', () => {
  it('says all of them at once, each at its place', () => {
    const text = `services:
  web:
    imgae: x
    ports: ["80:80:80:80", "99999", "1-3:1-2", "1-999:1-999"]
    volumes: ["a:b:c:d", { type: bind }, "nowhere:/data"]
    command: "say 'hello"
    environment: [{ A: 1 }]
    depends_on: [dbb]
    secrets: [absent]
    healthcheck: [x]
    stop_grace_period: soon
  db: { image: "example/db:1" }
volumes: [a]
`;
    expect(problems(text)).toEqual([
      'warning compose-key-unknown compose.yaml:3:5 "imgae" is not read: a service has no such key',
      'error compose-command-invalid compose.yaml:6:15 a quote in "say \'hello" is not closed',
      'error compose-shape compose.yaml:7:19 services.web.environment.0 is a mapping, not a single value',
      'error compose-shape compose.yaml:10:18 services.web.healthcheck is a list, not a mapping',
      'error compose-port-invalid compose.yaml:4:14 "80:80:80:80" is not a port of a container',
      'error compose-port-invalid compose.yaml:4:29 "99999" is not a port of a container',
      'error compose-port-invalid compose.yaml:4:38 "1-3:1-2" is not a port of a container',
      'error compose-range-too-large compose.yaml:4:49 "1-999:1-999" is a range of more than 256 ports',
      'error compose-mount-invalid compose.yaml:5:16 "a:b:c:d" is not a volume of a container',
      'error compose-shape compose.yaml:5:26 services.web.volumes.1 is a mapping, not a mapping with type and target',
      'error compose-shape compose.yaml:13:10 volumes is a list, not a mapping from names to definitions',
      'error compose-service-without-image compose.yaml:2:3 the service web has neither an image nor a build',
      'warning duration-invalid compose.yaml:11:24 "soon" is not a duration (grace time)',
      'error compose-reference-unknown compose.yaml:8:18 there is no service "dbb"',
      'error compose-reference-unknown compose.yaml:5:43 there is no volume "nowhere"',
      'error compose-reference-unknown compose.yaml:9:15 there is no secret "absent"',
    ]);
  });

  it.each([
    ['', 'is empty'],
    ['# nothing\n', 'is empty'],
    ['name: x\n', 'has no `services`'],
    ['services: {}\n', 'has no `services`'],
  ])('that describes nothing is named: %j', (text, found) => {
    expect(problems(text)).toEqual([
      `error compose-without-services compose.yaml:1:1 this Compose file describes no service: it ${found}`,
    ]);
  });

  it('that is no mapping is named', () => {
    expect(problems('- a\n')).toEqual([
      'error compose-shape compose.yaml:1:1 the Compose file is a list, not a mapping',
    ]);
  });

  it('names services that become one, and names that are none', () => {
    expect(
      problems('services:\n  a_b: { image: x:1 }\n  a-b: { image: x:1 }\n  "_": { image: x:1 }\n'),
    ).toEqual([
      'error compose-service-name compose.yaml:3:3 "a-b" and "a_b" become the same name',
      'error compose-service-name compose.yaml:4:4 "_" cannot become the name of a service',
    ]);
  });
});

describe('variables', () => {
  it('that are not set are named at each place; those that are required are an error with their message', () => {
    const text = service(
      'hostname: ${H}\nuser: ${U:?name a user}\ndomainname: "${D?}"\nworking_dir: ${W:-/w}\nlabels: ["a=${"]',
    );
    expect(problems(text)).toEqual([
      'warning compose-variable-unset compose.yaml:4:15 the variable H is not set: it is empty here',
      'error compose-variable-required compose.yaml:5:11 the variable U is required: name a user',
      'error compose-variable-required compose.yaml:6:18 the variable D is required',
      'error compose-template-invalid compose.yaml:8:15 "${" holds a variable that cannot be read',
    ]);
  });

  it('come from the environment, then from .env, which is asked for when it is needed', () => {
    const text = service('hostname: ${A}-${B}');
    const fact = (files: Files, variables: Files) =>
      read(text, files, variables).facts.find(({ field }) => field.endsWith('hostname'))?.value;
    expect(fact({ '.env': 'A=file\nB=$A$A' }, { A: 'given' })).toBe('given-givengiven');
    expect(fact({ '.env': 'A=file\nB=b' }, {})).toBe('file-b');
    expect(read(service('hostname: h')).needs.map(need => need.kind === 'file' && need.path)).not.toContain(
      '.env',
    );
  });

  it('in files of a service are read where they stand, and a broken line shows no value', () => {
    const files = { 'a.env': 'ONE=1\nsecret-looking line=hunter2\nTWO="2\n' };
    const { facts, problems: found } = read(service('env_file: a.env'), files);
    expect(
      found.map(({ id, at, message }) => `${id} ${at?.file}:${at?.line}:${at?.column} ${message}`),
    ).toEqual([
      'compose-env-line-invalid a.env:2:1 "secret-looking line" is not a line of an environment file',
      'compose-env-line-invalid a.env:3:5 "TWO" is not a line of an environment file',
    ]);
    expect(
      facts
        .filter(({ field }) => field.includes('ONE'))
        .map(({ value, at }) => `${String(value)} ${at.file}:${at.line}:${at.column}`),
    ).toEqual(['ONE a.env:1:1', '1 a.env:1:5']);
  });
});

describe('other files', () => {
  it('that are missing are named where they are asked for, save those that may be', () => {
    const text = `include: [gone.yaml]
services:
  a: { image: x:1, env_file: [gone.env, { path: maybe.env, required: false }] }
  b: { extends: { file: base.yaml, service: x } }
`;
    expect(problems(text)).toEqual([
      'error compose-file-missing compose.yaml:4:25 base.yaml is not there',
      'error compose-file-missing compose.yaml:1:11 gone.yaml is not there',
      'error compose-file-missing compose.yaml:3:31 gone.env is not there',
      'error compose-service-without-image compose.yaml:4:3 the service b has neither an image nor a build',
    ]);
  });

  it.each([
    ['/etc/passwd', 'an absolute path'],
    ['~/x.yaml', 'an absolute path'],
    ['C:\\x.yaml', 'an absolute path'],
    ['https://example.com/x.yaml', 'not a file of this machine'],
    ['git@github.com:a/b.git', 'not a file of this machine'],
    ['', 'empty'],
  ])('are not asked for at %j', (path, reason) => {
    const reading = read(`include: ['${path}']\nservices: { a: { image: x:1 } }\n`);
    expect(reading.problems.map(({ message }) => message)).toEqual([
      `"${path}" is not read: it is ${reason}`,
    ]);
    expect(reading.needs.filter(need => need.kind === 'file' && !need.path.includes('override'))).toEqual([]);
  });

  it('are asked for by normalised paths', () => {
    const text = 'include: [./a/../b//c.yaml, ../up.yaml]\nservices: { a: { image: x:1 } }\n';
    const asked = readCompose(
      { kind: 'compose', file: 'deploy/main.yaml', text },
      { others: new Map(), environment: new Map() },
    );
    expect(asked.needs).toEqual([
      {
        kind: 'file',
        as: 'compose',
        path: 'deploy/b/c.yaml',
        at: { file: 'deploy/main.yaml', line: 1, column: 11, length: 16 },
      },
      {
        kind: 'file',
        as: 'compose',
        path: 'up.yaml',
        at: { file: 'deploy/main.yaml', line: 1, column: 29, length: 10 },
      },
    ]);
  });

  it('that include or extend each other in a circle are refused', () => {
    const files = { 'b.yaml': 'include: [compose.yaml]\nservices: { b: { image: x:1 } }\n' };
    expect(problems('include: [b.yaml]\nservices: { a: { image: x:1 } }\n', files)).toEqual([
      'error compose-circle b.yaml:1:11 include goes in a circle: compose.yaml -> b.yaml -> compose.yaml',
    ]);
    const circle = 'services:\n  a: { extends: b, image: x:1 }\n  b: { extends: c }\n  c: { extends: a }\n';
    expect(problems(circle)[0]).toBe(
      'error compose-circle compose.yaml:2:17 extends goes in a circle: a (compose.yaml) -> b (compose.yaml) -> c (compose.yaml) -> a (compose.yaml)',
    );
    expect(problems('services:\n  web: { extends: bsae }\n  base: { image: x:1 }\n')[0]).toBe(
      'error compose-base-unknown compose.yaml:2:19 there is no service "bsae" in compose.yaml to extend',
    );
  });

  it('that bring in another definition of one name contradict it', () => {
    const files = { 'b.yaml': 'services: { a: { image: x:2 }, same: { image: x:1 } }\n' };
    const text = 'include: [b.yaml]\nservices: { a: { image: x:1 }, same: { image: x:1 } }\n';
    expect(problems(text, files)).toEqual([
      'error compose-include-conflict compose.yaml:2:13 services.a is another one than in b.yaml:1:13',
    ]);
  });

  it('that cannot be joined are named with both places', () => {
    const files = { 'compose.override.yaml': 'services: { a: { deploy: { resources: { limits: 1 } } } }\n' };
    const text = 'services: { a: { image: x:1, deploy: { resources: { limits: { cpus: 1 } } } } }\n';
    expect(problems(text, files)).toEqual([
      'error compose-merge-mismatch compose.override.yaml:1:49 services.a.deploy.resources.limits is a single value here and a mapping in compose.yaml:1:61',
    ]);
  });
});

it('warns of an image without a fixed version, unless it is an official one whose newest tag is known', () => {
  const images = ['caddy', 'caddy:latest', 'acme/tool', 'docker.io/library/httpd', 'acme/tool:1'];
  const text = `services:\n${images.map((image, i) => `  s${i}: { image: "${image}" }\n`).join('')}`;
  expect(problems(text)).toEqual([
    'warning compose-image-unpinned compose.yaml:3:17 the image "caddy:latest" has no fixed version',
    'warning compose-image-unpinned compose.yaml:4:17 the image "acme/tool" has no fixed version',
  ]);
  expect(assemble([read(text)]).sourced.project.services.map(({ image }) => image.tag)).toEqual([
    '2.11.4-alpine',
    'latest',
    'latest',
    '2.4.68-trixie',
    '1',
  ]);
});

describe('profiles', () => {
  const text = 'services:\n  a: { image: x:1 }\n  b: { image: x:1, profiles: [debug] }\n';
  const names = (variables: Files) =>
    read(text, {}, variables).facts.flatMap(({ field, value }) =>
      /^services\.\w+\.name$/.test(field) ? [value] : [],
    );

  it('leave services out until they are asked for, and say so', () => {
    expect(names({})).toEqual(['a']);
    expect(names({ COMPOSE_PROFILES: 'other,debug' })).toEqual(['a', 'b']);
    expect(problems(text)).toEqual([
      'note compose-profile-inactive compose.yaml:3:3 the service b is not read: it starts with the profile debug only',
    ]);
    expect(read(text).unused.map(({ field }) => field)).toEqual(['services.b']);
  });
});
