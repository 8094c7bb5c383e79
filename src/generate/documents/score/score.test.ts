import { describe, expect, it } from 'vitest';
import { readScore } from './index.ts';

const head = 'apiVersion: score.dev/v1b1\nmetadata: {name: app}\n';
const read = (text: string, folder?: string) =>
  readScore({ kind: 'score', file: 'score.yaml', text }, folder);
const found = (text: string) =>
  read(text).problems.map(
    ({ id, at, message }) => `${id} ${at?.line}:${at?.column}+${at?.length} ${message}`,
  );
/** Problems of a container with these lines. */
const inContainer = (...lines: string[]) =>
  found(`${head}containers:\n  app:\n    image: a:1\n${lines.map(line => `    ${line}\n`).join('')}`);
const fixes = (text: string) => read(text).problems.map(({ fix }) => fix);

describe('what is no Score file', () => {
  it.each([
    ['', 'not-a-score 1:1+0 this is not a Score file: it looks like an empty file'],
    ['services: {}\n', 'not-a-score 1:1+12 this is not a Score file: it looks like a Compose file'],
    [
      'apiVersion: v1\nkind: Pod\n',
      'not-a-score 1:1+14 this is not a Score file: it looks like a Kubernetes object',
    ],
    ['- a\n', 'not-a-score 1:1+3 this is not a Score file: it looks like a list'],
    [
      'apiVersion: score.dev/v2\n',
      'score-version-unknown 1:13+12 "score.dev/v2" is not a version of Score that is known here',
    ],
  ])('%j is refused', (text, expected) => expect(found(text)).toEqual([expected]));

  it('is refused once where the YAML is broken', () => {
    expect(found('a: [\n')).toHaveLength(1);
  });
});

describe('what the schema forbids', () => {
  it('is named all at once, each at its place', () => {
    const text = `apiVersion: score.dev/v1b1
metadata: {name: Not_A_Label, annotations: {x: 1}}
container: {}
containers:
  app:
    imgae: a:1
    args: run
    variables: {PORT: 8080, DEBUG: true}
    resources: {limits: {memory: 1 GB, cpu: 250}}
    livenessProbe: {}
    readinessProbe: {httpGet: {path: /, port: 70000, scheme: http}}
    files: {/a: {mode: "999"}, /b: {content: x, source: y, target: /b}}
    volumes: [{path: x}]
service: {ports: {web: {port: "80", protocol: SCTP}}}
resources: {db: {class: large}}
`;
    expect(found(text)).toEqual([
      'score-value-invalid 2:18+11 "Not_A_Label" cannot be metadata.name',
      'score-value-invalid 2:45+1 "x" cannot be a key of metadata.annotations',
      'score-type-wrong 2:48+1 metadata.annotations.x is a number, not a text',
      'score-key-unknown 3:1+9 "container" is not a key of a Score file',
      'score-key-missing 6:5+10 containers.app has no image',
      'score-key-unknown 6:5+5 "imgae" is not a key of containers.app',
      'score-type-wrong 7:11+3 containers.app.args is a text, not a list',
      'score-type-wrong 8:23+4 containers.app.variables.PORT is a number, not a text',
      'score-type-wrong 8:36+4 containers.app.variables.DEBUG is true or false, not a text',
      'score-value-invalid 9:34+4 "1 GB" cannot be containers.app.resources.limits.memory',
      'score-type-wrong 9:45+3 containers.app.resources.limits.cpu is a number, not a text',
      'score-probe-empty 10:20+2 containers.app.livenessProbe says neither httpGet nor exec',
      'score-value-invalid 11:47+5 "70000" cannot be containers.app.readinessProbe.httpGet.port',
      'score-word-unknown 11:62+4 "http" is not known in containers.app.readinessProbe.httpGet.scheme',
      'score-value-invalid 12:25+3 "999" cannot be containers.app.files[/a].mode',
      'score-file-content 12:17+13 containers.app.files[/a] has no content',
      'score-file-content 12:36+35 containers.app.files[/b] has several contents: source, content',
      'score-target-misplaced 12:60+6 containers.app.files[/b] has a target, and its key is its target already',
      'score-key-missing 13:15+9 containers.app.volumes[0] has no source',
      'score-target-missing 13:15+9 containers.app.volumes[0] has no target',
      'score-type-wrong 14:32+2 service.ports.web.port is a text, not a number',
      'score-word-unknown 14:47+4 "SCTP" is not known in service.ports.web.protocol',
      'score-key-missing 15:17+14 resources.db has no type',
    ]);
  });

  it('comes with what was meant', () => {
    expect(
      fixes(`${head}contaners: {}\ncontainers: {app: {image: a:1, liveness_probe: {exec: {command: []}}}}\n`),
    ).toEqual(['remove it, or use one of these', 'did you mean "livenessProbe"?']);
    expect(fixes(`${head}containers: {app: {image: a:1, variables: {PORT: 8080}}}\n`)).toEqual([
      'put it in quotes: "8080"',
    ]);
    expect(
      fixes(
        `${head}containers: {app: {image: a:1, livenessProbe: {httpGet: {path: /, port: 1, scheme: Https}}}}\n`,
      ),
    ).toEqual(['did you mean "HTTPS"?']);
  });

  it('is also an empty entry, and a workload without containers', () => {
    expect(found(`${head}containers: {}\n`)).toEqual(['score-key-missing 3:13+2 containers has no entry']);
    expect(found(`${head}containers: {app: {image: a:1}}\nservice:\n`)).toEqual([
      'score-type-wrong 4:9+0 service is empty, not a mapping',
    ]);
  });
});

describe('placeholders', () => {
  const variable = (value: string, rest = '') =>
    found(`${head}containers: {app: {image: a:1, variables: {A: "${value}"}}}\n${rest}`);

  it.each([
    ['${HOME}', 'score-placeholder-unknown 3:48+7 ${HOME} is not a placeholder that Score knows'],
    ['${}', 'score-placeholder-unknown 3:48+3 ${} is not a placeholder that Score knows'],
    ['${resources}', 'score-placeholder-unknown 3:48+12 ${resources} is not a placeholder that Score knows'],
    [
      'x ${resources.db.a b}',
      'score-placeholder-unknown 3:50+19 ${resources.db.a b} is not a placeholder that Score knows',
    ],
    [
      '${resources.db..x}',
      'score-placeholder-unknown 3:48+18 ${resources.db..x} is not a placeholder that Score knows',
    ],
    [
      '${resources.bd.host}',
      'score-placeholder-resource 3:48+20 ${resources.bd.host} names a resource "bd" that this file does not declare',
    ],
    [
      '${metadata.nam}',
      'score-placeholder-metadata 3:48+15 ${metadata.nam} leads nowhere: there is no "nam"',
    ],
    [
      '${metadata.name.first}',
      'score-placeholder-metadata 3:48+22 ${metadata.name.first} leads nowhere: there is no "first"',
    ],
    [
      'a ${b',
      'score-placeholder-open 3:50+2 a "${" in containers.app.variables.A is never closed: it is taken as plain text',
    ],
  ])('%j is a problem where it stands', (value, expected) => {
    expect(variable(value, 'resources: {db: {type: mysql}}\n')).toEqual([expected]);
  });

  it('that are nearly right say what was meant', () => {
    const text = (value: string) =>
      `${head}containers: {app: {image: a:1, variables: {A: "${value}"}}}\nresources: {db: {type: mysql}}\n`;
    expect(fixes(text('${resources.bd.host}'))).toEqual(['did you mean "db"?']);
    expect(fixes(text('${resource.db.host}'))).toEqual(['did you mean "${resources.db.host}"?']);
    expect(fixes(text('${metadata.nam}'))).toEqual(['did you mean "name"?']);
    expect(fixes(text('${HOME}'))).toEqual(['write $${HOME} to have it as plain text']);
  });

  it('are found on their own line of a block', () => {
    expect(
      inContainer('files:', '  /a:', '    content: |', '      first', '      in ${resources.db.x} here'),
    ).toEqual([
      'score-placeholder-resource 10:14+17 ${resources.db.x} names a resource "db" that this file does not declare',
    ]);
  });

  it('are plain text where nothing is expanded', () => {
    expect(inContainer('files: {/a: {content: "${x}", noExpand: true}}')).toEqual([]);
  });
});

describe('before', () => {
  const containers = (before: Record<string, string>) =>
    found(
      `${head}containers:\n${Object.entries(before)
        .map(([name, what]) => `  ${name}: {image: a:1, before: ${what}}\n`)
        .join('')}`,
    );

  it('names containers that are there, and not itself', () => {
    expect(containers({ one: '{tow: {ready: started}}', two: '{two: {ready: started}}' })).toEqual([
      'score-before-unknown 4:30+3 one is to start before "tow", which is no container of this workload',
      'score-before-itself 5:30+3 two is to start before itself',
    ]);
  });

  it('does not go round', () => {
    const started = (name: string) => `{${name}: {ready: started}}`;
    expect(
      containers({ zero: started('one'), one: started('two'), two: started('three'), three: started('one') }),
    ).toEqual(['score-before-cycle 5:3+3 these containers wait for each other: one → two → three → one']);
  });

  it('waits for health only where there is a probe', () => {
    expect(containers({ one: '{two: {ready: healthy}}', two: '{}' })).toEqual([
      'score-before-unprobed 4:43+7 two waits until one is healthy, and one has no probe',
    ]);
  });
});

it('names a file below the project folder where the Score file stands in a folder of it', () => {
  const text = `${head}containers: {app: {image: a:1, files: {/a: {source: ./x/../y.txt}, /b: {source: ../c.txt}, /d: {source: ../../e}}}}\n`;
  const { facts, problems } = read(text, 'services/app');
  expect(facts.flatMap(({ field, value }) => (field.endsWith('.source') ? [value] : []))).toEqual([
    'services/app/y.txt',
    'services/c.txt',
    'e',
  ]);
  expect(problems).toEqual([]);
});

it('refuses an image without a name, and bytes that are no Base64', () => {
  expect(inContainer('files: {/a: {binaryContent: "AAE"}}')).toEqual([
    'score-binary-invalid 6:34+3 containers.app.files[/a].binaryContent is not Base64',
  ]);
  expect(found(`${head}containers: {app: {image: "Not An Image"}}\n`)).toEqual([
    'image-invalid 3:28+12 "Not An Image" is not the name of a container image',
  ]);
});

it('warns of an image that moves: one with the tag latest, or one without a tag that nobody knows', () => {
  const images = ['busybox', 'busybox:latest', 'acme/tool', 'docker.io/library/nginx', 'acme/tool:1'];
  const containers = images.map((image, i) => `  c${i}: {image: "${image}"}\n`).join('');
  expect(found(`${head}containers:\n  main: {image: .}\n${containers}`)).toEqual([
    'score-image-moves 6:16+14 the image busybox:latest is another one each day',
    'score-image-moves 7:16+9 the image acme/tool is another one each day',
  ]);
});

it('takes over no secret that stands in plain text', () => {
  const variables = `DB_PASSWORD: hunter2, DB_URL: "postgres://u:hunter2@\${resources.db.host}/x", API_KEY: "", TOKEN_FILE: /run/x,
    SAFE_URL: "postgres://\${resources.db.user}:\${resources.db.password}@\${resources.db.host}/x"`;
  const { facts, problems } = read(
    `${head}containers: {app: {image: a:1, variables: {${variables}}}}\nresources: {db: {type: mysql}}\n`,
  );
  expect(JSON.stringify(facts)).not.toContain('hunter2');
  expect(problems.map(({ id, message, at }) => `${id} ${at?.line}:${at?.column} ${message}`)).toEqual([
    'secret-literal 3:57 the value of DB_PASSWORD is a secret in plain text: it is not taken over',
    'secret-literal 3:75 the value of DB_URL is a secret in plain text: it is not taken over',
  ]);
  const values = facts.filter(({ path }) => path[1] === 'variables' && path[3] !== 'name');
  expect(
    values.map(({ field, value }) => `${field.replace('service.variables.', '')} = ${String(value)}`),
  ).toEqual([
    'DB_PASSWORD.required = true',
    'DB_PASSWORD.sensitive = true',
    'DB_URL.required = true',
    'DB_URL.sensitive = true',
    'API_KEY.default = ',
    'TOKEN_FILE.default = /run/x',
    'SAFE_URL.reference = postgres://${resources.app-db.user}:${resources.app-db.password}@${resources.app-db.host}/x',
    'SAFE_URL.required = true',
    'SAFE_URL.sensitive = true',
  ]);
});
