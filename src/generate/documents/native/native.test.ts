import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LineCounter, parseDocument, type Scalar, visit } from 'yaml';
import { readNative } from './index.ts';
import { projectOf, read } from './testing/project-of.ts';

describe('devops-flow.yaml', () => {
  it('says what the service is, each value with its place', () => {
    const { project, origins, problems } = projectOf(
      [
        'name: orders',
        'language: node',
        'command: node server.js --quiet',
        'port: 3000',
        'compute: { limits: { memory: 512Mi } }',
        'variables: { LOG_LEVEL: info, API_KEY: { sensitive: true, required: true } }',
        'environments: { production: { strategy: blue-green, replicas: 4 } }',
        'resources: { db: { kind: database, type: PostgreSQL, version: "15" } }',
        'dependencies: { db: healthy }',
      ].join('\n'),
    );
    expect(problems).toEqual([]);
    expect(project.services[0]).toMatchObject({
      name: 'orders',
      command: ['node', 'server.js', '--quiet'],
      port: 3000,
      resources: { requests: { memory: '512Mi' }, limits: { memory: '512Mi' } },
      variables: [
        { name: 'LOG_LEVEL', default: 'info', sensitive: false },
        { name: 'API_KEY', sensitive: true, required: true },
      ],
      dependencies: [{ name: 'db', until: 'healthy', required: true }],
    });
    expect(project.resources).toMatchObject([{ name: 'db', kind: 'database', version: '15' }]);
    expect(origins.get('service.port')).toEqual({
      from: 'document',
      at: { file: 'devops-flow.yaml', line: 4, column: 7, length: 4 },
    });
    expect(origins.get('service.command.2')).toMatchObject({ at: { line: 3, column: 25, length: 7 } });
  });

  it('holds several services; what stands at the top is said of each, and each may say otherwise', () => {
    const { project, problems } = projectOf(
      [
        'language: go',
        'scaling: { min: 3 }',
        'services:',
        '  web: { port: 80 }',
        '  worker: { kind: worker, scaling: { min: 1 } }',
      ].join('\n'),
    );
    expect(problems.map(({ id }) => id)).toEqual(['port-privileged']);
    expect(
      project.services.map(({ name, kind, port, language, scaling }) => [
        name,
        kind,
        port,
        language,
        scaling.min,
      ]),
    ).toEqual([
      ['web', 'http', 80, 'go', 3],
      ['worker', 'worker', undefined, 'go', 1],
    ]);
  });

  it('takes an image as one text, or in parts', () => {
    const digest = `sha256:${'0a'.repeat(32)}`;
    const imageOf = (text: string) => projectOf(`image: ${text}`).project.services[0]?.image;
    expect(imageOf('ghcr.io/acme/orders:1.2.0')).toEqual({
      repository: 'ghcr.io/acme/orders',
      tag: '1.2.0',
      built: true,
    });
    expect(imageOf(`localhost:5000/orders@${digest}`)).toMatchObject({
      repository: 'localhost:5000/orders',
      digest,
    });
    expect(imageOf('{ repository: ghcr.io/acme/orders, built: false }')).toMatchObject({
      tag: 'latest',
      built: false,
    });
    expect(projectOf('image: "Not An Image"').problems.map(({ id, at }) => [id, at?.column])).toEqual([
      ['image-invalid', 9],
    ]);
  });

  it('refuses a key that it does not know, and says which one was meant', () => {
    const { problems } = projectOf(
      'name: orders\nprot: 80\nhealth: { lives: /x }\nx-team: blue\noutput: []\n',
    );
    expect(problems.map(({ id, at, fix }) => [id, at?.line, at?.column, fix])).toEqual([
      ['service-key-unknown', 2, 1, 'did you mean "port"?'],
      ['service-key-unknown', 3, 11, 'did you mean "live"?'],
      ['service-key-unknown', 5, 1, 'did you mean "outputs"?'],
    ]);
    expect(read('x-team: blue').unused).toMatchObject([{ field: 'x-team', at: { line: 1 } }]);
  });

  it('reports a value of the wrong shape or kind with its place, and all of them', () => {
    const { problems } = projectOf(
      'name: [a]\nport: 99999\nvariables: 3\nlanguage: cobol\ncommand: "a | b"\n',
    );
    expect(problems.map(({ id, at }) => [id, at?.line])).toEqual([
      ['document-shape', 1],
      ['port-invalid', 2],
      ['document-shape', 3],
      ['language-unknown', 4],
      ['command-invalid', 5],
    ]);
  });

  it('holds outputs, files of the team and patches', () => {
    const { settings } = read(
      [
        'outputs:',
        '  docker: { yours: [Dockerfile] }',
        '  kubernetes: { folder: deploy }',
        'overrides:',
        '  k8s/deployment.yaml:',
        '    - { op: replace, path: /spec/replicas, value: 5 }',
        '    - { op: remove, path: "/metadata/labels/app~1x" }',
      ].join('\n'),
    );
    expect(
      settings?.outputs?.map(({ family, folder, yours }) => [
        family.text,
        folder?.text,
        yours.map(({ text }) => text),
      ]),
    ).toEqual([
      ['docker', undefined, ['Dockerfile']],
      ['kubernetes', 'deploy', []],
    ]);
    expect(settings?.overrides).toMatchObject([
      {
        file: { text: 'k8s/deployment.yaml', at: { line: 5 } },
        operations: [
          { op: 'replace', path: '/spec/replicas', value: 5, at: { line: 6 } },
          { op: 'remove', path: '/metadata/labels/app~1x' },
        ],
      },
    ]);
  });

  it.each([
    ['{ op: delete, path: /a }', 'op is one of add, remove, replace, move, copy, test'],
    ['{ op: add, path: /a }', 'add needs op, path, value: value is missing'],
    [
      '{ op: move, path: /a, from: b }',
      'from is a JSON Pointer (RFC 6901): empty, or /key/0/key with ~1 for a slash',
    ],
    ['{ op: remove, path: /a, value: 1 }', 'remove takes op, path, not value'],
    [
      '{ op: remove, path: /~2 }',
      'path is a JSON Pointer (RFC 6901): empty, or /key/0/key with ~1 for a slash',
    ],
  ])('refuses the operation %s', (operation, reason) => {
    expect(
      projectOf(`overrides: { a.yaml: [${operation}] }`).problems.map(({ id, message }) => [id, message]),
    ).toEqual([['patch-invalid', `overrides.a.yaml[0] is no operation of a patch: ${reason}`]]);
  });

  it('is not polluted by names of the language', () => {
    const { project } = projectOf(
      'variables: { __proto__: { default: x } }\nlabels: { constructor: y, __proto__: z }\n',
    );
    expect(project.services[0]?.variables.map(({ name }) => name)).toEqual(['__proto__']);
    expect(project.services[0]?.labels.map(({ name }) => name)).toEqual(['constructor', '__proto__']);
    expect(Object.hasOwn(Object.prototype, 'default')).toBe(false);
  });
});

describe('nothing in devops-flow.yaml is lost', () => {
  const seeds = ['one', 'several'].map(name => `test/fuzz/seeds/native/${name}.yaml`);

  it.each(seeds)('every value of %s is a fact, a setting or in the loss report', file => {
    const text = readFileSync(file, 'utf8');
    const { facts, unused, settings, problems } = readNative({ kind: 'service', file, text });
    expect(problems).toEqual([]);
    const counter = new LineCounter();
    const document = parseDocument(text, { lineCounter: counter, merge: true });
    const placeOf = (offset: number) => {
      const { line, col } = counter.linePos(offset);
      return `${line}:${col}`;
    };
    const at = (place: { line: number; column: number }) => `${place.line}:${place.column}`;
    const places = new Set(facts.map(fact => at(fact.at)));
    const written = JSON.stringify(settings);
    const lost: string[] = [];
    visit(document, {
      Pair: (_, pair) => {
        const key = pair.key as Scalar;
        const isOwn = unused.some(item => at(item.at) === placeOf(key.range?.[0] ?? 0));
        // An anchor below a key of the user's own is read where its alias stands.
        return isOwn && !text.includes(`*${(pair.value as Scalar | null)?.anchor ?? 'none'}`)
          ? visit.SKIP
          : undefined;
      },
      Scalar: (key, node) => {
        if (key === 'key' || node.value === null) return;
        const start = node.range?.[0] ?? 0;
        const found = [start, start + 1].some(offset => places.has(placeOf(offset)));
        if (!found && !written.includes(JSON.stringify(node.value)))
          lost.push(`${placeOf(start)} ${String(node.value)}`);
      },
    });
    expect(lost).toEqual([]);
  });
});
