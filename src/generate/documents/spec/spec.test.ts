import { describe, expect, it } from 'vitest';
import { facts, problems, read } from './testing/read.ts';

const words = (command: string) =>
  facts(read(`id: a\nimplementation:\n  start_command: ${command}\n`)).slice(1);

describe('a SPEC in YAML', () => {
  it('has each value at its place, without its quotes', () => {
    const text = `id: component_name
metadata:
  version: "1.0.0"
implementation:
  language: 'python'
  language_version: 3.10
  deployment:
    container_image: "company/api:v1"
    ports_exposed: [8080, 8443]
    resource_limits: { cpu: 0.5, memory: 1Gi }
`;
    const reading = read(text);
    expect(facts(reading)).toEqual([
      'service.name = component-name @1:5+14',
      'service.version = 1.0.0 @3:13+5',
      'service.language = python @5:14+6',
      'service.languageVersion = 3.10 @6:21+4',
      'service.resources.limits.cpu = 500m @10:29+3',
      'service.resources.limits.memory = 1Gi @10:42+3',
      'service.image.repository = company/api @8:23+11',
      'service.image.tag = v1 @8:35+2',
      'service.port = 8080 @9:21+4',
    ]);
    expect(reading.unused.map(({ field }) => field)).toEqual(['implementation.deployment.ports_exposed.1']);
  });

  it('takes a start command as words or as one text', () => {
    expect(words('[node, server.js]')).toEqual([
      'service.command.0 = node @3:19+4',
      'service.command.1 = server.js @3:25+9',
    ]);
    expect(words('node "my server.js"')).toEqual([
      'service.command.0 = node @3:18+4',
      'service.command.1 = my server.js @3:24+12',
    ]);
  });

  it('takes an endpoint as one text, or as a path with its method beside it', () => {
    const text = `id: a
interfaces:
  external_apis:
    - endpoint: GET /orders/{id}
    - endpoint: /orders
      method: POST
    - endpoint: everything
`;
    expect(
      facts(read(text))
        .filter(fact => fact.includes('.name'))
        .slice(1),
    ).toEqual([
      'service.endpoints.GET /orders/{id}.name = GET /orders/{id} @4:17+16',
      'service.endpoints.POST /orders.name = POST /orders @5:17+7',
    ]);
    expect(problems(read(text))).toEqual(['endpoint-invalid 7:17 "everything" is not an endpoint']);
  });

  it('leaves parts that are written in another form than the usual unread: they are no mistakes', () => {
    const text =
      'id: a\noperations: none\nsecurity: { authentication: jwt, audit_trail: [a] }\ncaching: redis\nperformance: fast\nobservability: { logging: json, metrics: { standard_metrics: { a: b } } }\ntraceability: [x]\nthreshold_references: PRD-02\n';
    const reading = read(text);
    expect(problems(reading)).toEqual([]);
    expect(reading.unused.map(({ field }) => field)).toEqual([
      'operations',
      'security',
      'caching',
      'performance',
      'observability.logging',
      'observability.metrics.standard_metrics.a',
      'traceability',
      'threshold_references',
    ]);
  });

  it('reports what nobody reads by its largest part', () => {
    const { unused } = read(
      'id: a\nmaintenance:\n  security_updates:\n    patch_cadence: monthly\nimplementation:\n  language: go\n  module_path: a.py\n',
    );
    expect(unused.map(({ field, at }) => `${field} ${at.line}:${at.column}`)).toEqual([
      'maintenance 2:1',
      'implementation.module_path 7:3',
    ]);
  });

  it('reports all mistakes at once, each at its place', () => {
    const text = `id: "!!"
implementation:
  language: cobol
  entry_point: ../../etc/passwd
  environment_variables:
    - name: TOKEN
      sensitive: true
      default: hunter2
    - name: "NOT A NAME"
    - required: true
  deployment:
    container_image: company/api:latest
    ports_exposed: [70000]
    scaling: many
`;
    expect(problems(read(text))).toEqual([
      'name-invalid 1:6 "!!" cannot become a name (service name)',
      'language-unknown 3:13 "cobol" is not a language that can be delivered',
      'path-invalid 4:16 "../../etc/passwd" is not a path (entry point)',
      'document-shape 14:14 implementation.deployment.scaling.min_instances is a single value, not a mapping',
      'image-latest 12:34 the image tag "latest" is not used; the version of the service is',
      'port-invalid 13:21 "70000" is not a port',
      'variable-sensitive-default 8:16 TOKEN is sensitive and has a default',
      'variable-name-invalid 9:14 "NOT A NAME" is not the name of an environment variable',
      'document-shape 10:7 implementation.environment_variables[2] is a mapping without one, not a mapping with a name',
    ]);
  });

  it('keeps the default where a threshold is not known, and says so', () => {
    const text =
      'id: a\nimplementation:\n  deployment:\n    scaling:\n      max_instances: "@threshold: PRD.01.limit.max"\n';
    expect(problems(read(text))).toEqual([
      'threshold-unresolved 5:23 @threshold: PRD.01.limit.max is not known: PRD-01 is not there',
    ]);
    expect(facts(read(text))).toEqual(['service.name = a @1:5+1']);
  });

  it.each([
    ['services:\n  web:\n    image: nginx\n', 'a Compose file'],
    ['apiVersion: score.dev/v1b1\nmetadata:\n  name: a\n', 'a Score file'],
    ['apiVersion: apps/v1\nkind: Deployment\n', 'a Kubernetes object'],
    ['openapi: 3.1.0\n', 'an OpenAPI document'],
    ['on: push\njobs: {}\n', 'a GitHub workflow'],
    ['- a\n', 'a list'],
    ['hello\n', 'plain text'],
    ['', 'an empty file'],
    ['name: orders\nversion: 1\n', 'a file with other contents'],
  ])('that is none is named: %j', (text, looksLike) => {
    expect(problems(read(text))).toEqual([`not-a-spec 1:1 this is not a SPEC: it looks like ${looksLike}`]);
  });

  it('is not read at all when it does not parse', () => {
    expect(problems(read('id: a\nimplementation:\n  language: "python\n'))).toEqual([
      'yaml-syntax 4:1 this is not valid YAML: Missing closing "quote',
    ]);
    expect(problems(read('id: a\nimplementation:\n\tlanguage: python\n'))[0]).toContain('yaml-syntax 3:1');
    expect(problems(read('id: a\nsummary: one\nid: b\n'))).toEqual([
      'yaml-duplicate-key 3:1 the key "id" stands twice in one mapping',
    ]);
    expect(problems(read('id: *nobody\n'))).toEqual([
      'yaml-syntax 1:5 this is not valid YAML: no anchor &nobody before this alias',
    ]);
  });

  it('has one error for one wrong indent, however often the parser stumbles after it', () => {
    const text = `id: a
implementation:
  deployment:
    container_image: a/b:1
     ports_exposed: [8080]
    health_check_path: /live
   readiness_check_path: /ready
`;
    expect(problems(read(text))).toEqual([
      'yaml-syntax 4:22 this is not valid YAML: Nested mappings are not allowed in compact mappings (2 more parse errors after it may follow from this one)',
    ]);
  });

  it('reads aliases, and refuses those that grow without end', () => {
    const shared =
      'id: a\nimplementation:\n  deployment:\n    resource_requests: &r { cpu: 1, memory: 1Gi }\n    resource_limits: *r\n';
    expect(facts(read(shared)).filter(fact => fact.includes('limits'))).toEqual([
      'service.resources.limits.cpu = 1 @4:34+1',
      'service.resources.limits.memory = 1Gi @4:45+3',
    ]);
    const names = 'abcdefghij'.split('');
    const laughs = names.map(
      (name, i) =>
        `${name}: &${name} [${Array(10)
          .fill(i === 0 ? 'ha' : `*${names[i - 1]}`)
          .join()}]`,
    );
    expect(problems(read(laughs.join('\n')))[0]).toContain('yaml-too-many-nodes');
    expect(problems(read('implementation: &a\n  again: *a\n'))[0]).toContain('yaml-too-deep');
    expect(problems(read('['.repeat(100_000)))[0]).toContain('yaml-too-deep');
    expect(problems(read('- '.repeat(100_000)))[0]).toContain('yaml-too-deep');
  });

  it('takes names that JavaScript knows as plain names', () => {
    const text =
      'id: a\n__proto__:\n  polluted: yes\nimplementation:\n  environment_variables:\n    - name: __proto__\n      default: x\n    - name: constructor\n';
    expect(
      facts(read(text))
        .filter(fact => fact.includes('.name '))
        .slice(1),
    ).toEqual([
      'service.variables.__proto__.name = __proto__ @6:13+9',
      'service.variables.constructor.name = constructor @8:13+11',
    ]);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
