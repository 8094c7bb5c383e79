import { type Text, text } from '../../../model/traced.ts';
import type { ServingView } from '../../../model/views.ts';
import { nodeClient, nodeSegment } from './e2e/node.ts';
import { lineComment, literal } from './literals.ts';
import { joined, pathPieces } from './pieces.ts';
import { needsSecret } from './plan/body.ts';
import { isOpen, takesBody } from './plan/endpoints.ts';
import { isObject } from './plan/json.ts';
import { filledPath, openParameters } from './plan/path.ts';
import { type Ask, type Scenario, type TestPlan, takesAny } from './plan/scenario.ts';

const js = (value: Text) => literal('javascript', value);

const validator: readonly string[] = [
  '',
  'const typeOf = value =>',
  "  value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;",
  'const isOf = (type, value) => typeOf(value) === type || (type === "number" && typeof value === "number");',
  '',
  '/** What is wrong with a value by a JSON Schema; words that are not known here are not judged. */',
  'function faultsOf(schema, value, place) {',
  "  if (schema === null || typeof schema !== 'object') return schema === false ? [`${place} must not be there`] : [];",
  '  const faults = [];',
  '  const demand = (isWell, what) => void (isWell || faults.push(`${place} ${what}, and is ${JSON.stringify(value)}`));',
  '  const inside = (child, key) => faults.push(...faultsOf(child, value[key], `${place}.${key}`));',
  '  const has = word => Object.hasOwn(schema, word);',
  '  const types = [schema.type ?? []].flat();',
  "  demand(types.length === 0 || types.some(type => isOf(type, value)), `is to be of type ${types.join(' or ')}`);",
  '  const same = other => JSON.stringify(other) === JSON.stringify(value);',
  "  if (has('const')) demand(same(schema.const), `is to be ${JSON.stringify(schema.const)}`);",
  "  if (has('enum')) demand(schema.enum.some(same), `is to be one of ${JSON.stringify(schema.enum)}`);",
  "  if (typeof value === 'string') {",
  '    const { length } = [...value];',
  '    demand(!(length < schema.minLength), `is to have at least ${schema.minLength} characters`);',
  '    demand(!(length > schema.maxLength), `is to have at most ${schema.maxLength} characters`);',
  "    if (has('pattern')) demand(new RegExp(schema.pattern, 'u').test(value), `is to match ${schema.pattern}`);",
  '  }',
  "  if (typeof value === 'number') {",
  '    demand(!(value < schema.minimum), `is to be at least ${schema.minimum}`);',
  '    demand(!(value > schema.maximum), `is to be at most ${schema.maximum}`);',
  '  }',
  '  if (Array.isArray(value)) {',
  '    demand(!(value.length < schema.minItems), `is to have at least ${schema.minItems} items`);',
  '    demand(!(value.length > schema.maxItems), `is to have at most ${schema.maxItems} items`);',
  "    if (has('items')) for (const key of value.keys()) inside(schema.items, key);",
  "  } else if (typeof value === 'object' && value !== null) {",
  '    const properties = schema.properties ?? {};',
  '    for (const key of schema.required ?? []) demand(Object.hasOwn(value, key), `is to have ${key}`);',
  '    for (const key of Object.keys(value)) {',
  '      if (Object.hasOwn(properties, key)) inside(properties[key], key);',
  "      else if (has('additionalProperties')) inside(schema.additionalProperties, key);",
  '    }',
  '  }',
  '  const fits = child => faultsOf(child, value, place).length === 0;',
  '  for (const child of schema.allOf ?? []) faults.push(...faultsOf(child, value, place));',
  "  if (has('anyOf')) demand(schema.anyOf.some(fits), 'is to fit one of its schemas');",
  "  if (has('oneOf')) demand(schema.oneOf.filter(fits).length === 1, 'is to fit exactly one of its schemas');",
  '  return faults;',
  '}',
  '',
  'function conforms(answer, schema) {',
  "  const faults = faultsOf(JSON.parse(schema), JSON.parse(answer), 'the answer');",
  "  assert.deepEqual(faults, [], faults.join('; '));",
  '}',
];

const refusing: readonly string[] = [
  '',
  '/** A body that lacks what the schema requires is the fault of the caller, and answered as such. */',
  'function refuses(name, method, path, schema, body) {',
  '  const refused = { from: 400, to: 499 };',
  '  test(`${name}: refuses what is no JSON`, { skip }, () => ask(method, path, { ...refused, body: "{" }));',
  '  for (const key of JSON.parse(schema).required ?? []) {',
  '    const { [key]: _, ...rest } = JSON.parse(body);',
  '    test(`${name}: refuses a body without ${key}`, { skip }, () =>',
  '      ask(method, path, { ...refused, body: JSON.stringify(rest) }),',
  '    );',
  '  }',
  '}',
];

/** What the schemas of the documents promise of requests and answers; nothing where there are none. */
export function contract(service: ServingView, { scenarios }: TestPlan): readonly Text[] | undefined {
  const shown = scenarios.filter(({ asks }) => asks.some(ask => ask.schema));
  const refused = refusals(service);
  if (shown.length === 0 && refused.length === 0) return undefined;
  return [
    lineComment(
      '//',
      text`Contract of ${service.name}: answers are as their schemas say, and what is no request is refused.`,
    ),
    '// BASE_URL says where it answers; without it they are skipped. Generated by devops-flow; edits are kept and reported.',
    "import assert from 'node:assert/strict';",
    "import { test } from 'node:test';",
    '',
    ...nodeClient,
    ...(takesAny(shown) ? nodeSegment : []),
    ...(shown.length > 0 ? validator : []),
    ...(refused.length > 0 ? [...refusing, '', ...refused] : []),
    ...shown.flatMap(testOf),
  ];
}

/** A call of `refuses` for each endpoint whose schema says what a body must be, and that has one for a pattern. */
function refusals(service: ServingView): Text[] {
  return service.endpoints.flatMap(endpoint => {
    const { name, method, requestSchema } = endpoint;
    const body = endpoint.examples.find(({ request }) => request && !needsSecret(request.value))?.request;
    if (!requestSchema || !body || !takesBody(endpoint) || !isOpen(endpoint)) return [];
    if (
      openParameters(endpoint).length > 0 ||
      ![body, requestSchema].every(({ value }) => isObject(JSON.parse(value)))
    )
      return [];
    const words = [name, method, filledPath(endpoint), requestSchema, body].map(js);
    return [text`refuses(${joined(words, ', ')});`];
  });
}

function testOf({ title, asks }: Scenario): Text[] {
  return ['', text`test(${js(title)}, { skip }, async () => {`, ...asks.flatMap(step), '});'];
}

function step(ask: Ask, i: number): Text[] {
  const isUsed = ask.schema !== undefined || ask.takes !== undefined;
  const answer = `answer${i + 1}`;
  const path = joined(
    pathPieces(ask, js, property => `segment(answer${i}, '${property}')`),
    ' + ',
  );
  const body = ask.body === undefined ? '' : text`, body: ${js(ask.body)}`;
  return [
    text`  ${isUsed ? `const ${answer} = ` : ''}await ask(${js(ask.method)}, ${path}, { from: ${ask.status.from}, to: ${ask.status.to}${body} });`,
    ...(ask.schema ? [text`  conforms(${answer}, ${js(ask.schema)});`] : []),
  ];
}
