import { change, plain, type Text, text } from '../../../model/traced.ts';
import type { ServingView } from '../../../model/views.ts';
import { jsonLines } from '../shared/json.ts';
import type { YamlNode } from '../shared/yaml.ts';
import { unfilled } from './artillery.ts';
import { literal } from './literals.ts';
import { joined } from './pieces.ts';
import type { Ask, Scenario, TestPlan } from './plan/scenario.ts';

const schema = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const js = (value: Text) => literal('javascript', value);

/** The scenarios as a collection (format 2.1): a folder each, its requests in their order. */
export function postmanCollection(service: ServingView, plan: TestPlan): readonly Text[] {
  const unasked = plan.unasked.map(({ endpoint, reason }) => text`Not asked: ${endpoint}: ${reason}.`);
  const about = [text`Requests to ${service.name}, and what must come back.`, ...unasked];
  return jsonLines({
    info: {
      name: service.name,
      description: joined(about, '\n'),
      schema,
    },
    variable: [{ key: 'baseUrl', value: text`http://localhost:${service.port}` }],
    item: plan.scenarios.map(folder),
  });
}

const folder = ({ title, asks }: Scenario): YamlNode => ({
  name: title,
  item: asks.map(request),
});

function request(ask: Ask): YamlNode {
  const path = ask.taken ? text`${ask.path}{{${ask.taken.property}}}${ask.taken.rest}` : ask.path;
  return {
    name: text`${ask.method} ${path}`,
    request: {
      method: ask.method,
      header: ask.body === undefined ? [] : [{ key: 'Content-Type', value: 'application/json' }],
      ...(ask.body === undefined ? {} : { body: { mode: 'raw', raw: unfilled(ask.body) } }),
      url: text`{{baseUrl}}${path}`,
    },
    protocolProfileBehavior: { followRedirects: false },
    event: [
      // What an earlier run took must not stand in for what this one fails to take.
      ...(ask.takes === undefined
        ? []
        : [script('prerequest', [`pm.collectionVariables.unset('${ask.takes}');`])]),
      script('test', testOf(ask)),
    ],
  };
}

const script = (listen: string, exec: readonly Text[]): YamlNode => ({
  listen,
  script: { type: 'text/javascript', exec },
});

function testOf({ status, holds, schema: answer, takes }: Ask): readonly Text[] {
  return [
    text`pm.test('status ${plain(status.from) === plain(status.to) ? status.from : text`${status.from} to ${status.to}`}', () => {`,
    text`  pm.expect(pm.response.code).to.be.within(${status.from}, ${status.to});`,
    '});',
    ...(answer
      ? [
          "pm.test('the answer is as its schema says', () => {",
          text`  pm.response.to.have.jsonSchema(JSON.parse(${js(answer)}));`,
          '});',
        ]
      : []),
    ...(holds
      ? [
          'const holds = (answer, expected) =>',
          "  expected === null || typeof expected !== 'object'",
          '    ? answer === expected',
          "    : answer !== null && typeof answer === 'object' && Array.isArray(answer) === Array.isArray(expected) &&",
          '      (!Array.isArray(expected) || answer.length === expected.length) &&',
          '      Object.entries(expected).every(([key, value]) => holds(answer[key], value));',
          "pm.test('the answer holds what the document shows', () => {",
          text`  pm.expect(holds(pm.response.json(), JSON.parse(${js(holds)}))).to.be.true;`,
          '});',
        ]
      : []),
    ...(takes === undefined
      ? []
      : [`pm.collectionVariables.set('${takes}', encodeURIComponent(pm.response.json().${takes}));`]),
  ];
}

/** Where the service answers in one environment; empty where no document says it. */
export function postmanEnvironment(
  service: ServingView,
  environment: ServingView['environments'][number],
): readonly Text[] {
  const local = environment.name.value === 'local' ? text`http://localhost:${service.port}` : '';
  const url = environment.host ? change(environment.host, host => `https://${host}`) : local;
  return jsonLines({
    id: text`${service.name}-${environment.name}`,
    name: text`${service.name} ${environment.name}`,
    values: [{ key: 'baseUrl', value: url, type: 'default', enabled: true }],
    _postman_variable_scope: 'environment',
  });
}
