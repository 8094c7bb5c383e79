import { isSecretName } from '../../../../model/secrets/name.ts';
import { isObject, type JsonObject } from './json.ts';

/** Whether a body needs a secret that no file may hold: the reader has put the name of a variable in its place. */
export const needsSecret = (body: string): boolean => /\$\{[A-Z_][A-Z0-9_]*\}/.test(body);

/**
 * The smallest value that a JSON Schema takes, as JSON; undefined where that cannot be told from the schema alone (a
 * pattern, a reference, alternatives) or where a secret would have to be made up.
 */
export function smallestBody(schema: string): string | undefined {
  const value = smallest(JSON.parse(schema), 0);
  const text = value === undefined ? undefined : JSON.stringify(value);
  return text === undefined || needsSecret(text) ? undefined : text;
}

const deepest = 20;

function smallest(schema: unknown, depth: number): unknown {
  if (!isObject(schema) || depth > deepest) return undefined;
  const given = [
    schema['const'],
    schema['example'],
    first(schema['examples']),
    schema['default'],
    first(schema['enum']),
  ];
  const said = given.find(value => value !== undefined);
  if (said !== undefined) return said;
  if (['$ref', 'allOf', 'anyOf', 'oneOf', 'not', 'if'].some(word => Object.hasOwn(schema, word)))
    return undefined;
  const type = Array.isArray(schema['type']) ? first(schema['type']) : schema['type'];
  if (type === 'object') return smallestObject(schema, depth);
  if (type === 'array') return smallestArray(schema, depth);
  if (type === 'string') return smallestText(schema);
  if (type === 'integer' || type === 'number') return smallestNumber(schema, type === 'integer');
  if (type === 'boolean') return true;
  return type === 'null' ? null : undefined;
}

const first = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined);

function smallestObject(schema: JsonObject, depth: number): unknown {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const pairs: [string, unknown][] = [];
  for (const key of required) {
    if (typeof key !== 'string' || isSecretName(key) || !Object.hasOwn(properties, key)) return undefined;
    const value = smallest(properties[key], depth + 1);
    if (value === undefined) return undefined;
    pairs.push([key, value]);
  }
  return Object.fromEntries(pairs);
}

function smallestArray(schema: JsonObject, depth: number): unknown {
  const least = typeof schema['minItems'] === 'number' ? schema['minItems'] : 0;
  if (least === 0) return [];
  const item = smallest(schema['items'], depth + 1);
  return item === undefined || least > 10 || schema['uniqueItems'] === true
    ? undefined
    : Array(least).fill(item);
}

const texts: Readonly<Record<string, string>> = {
  email: 'someone@example.com',
  uuid: '00000000-0000-4000-8000-000000000000',
  'date-time': '2026-01-01T00:00:00Z',
  date: '2026-01-01',
  time: '00:00:00Z',
  uri: 'https://example.com/',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
};

function smallestText({ pattern, format, minLength, maxLength }: JsonObject): string | undefined {
  if (pattern !== undefined) return undefined;
  if (typeof format === 'string') return Object.hasOwn(texts, format) ? texts[format] : undefined;
  const [least, most] = [Number(minLength ?? 0), Number(maxLength ?? 1000)];
  if (!(least <= 1000 && most >= least)) return undefined;
  return 'example'.padEnd(least, ' example').slice(0, most);
}

function smallestNumber(schema: JsonObject, whole: boolean): number | undefined {
  const at = (key: string) => (typeof schema[key] === 'number' ? schema[key] : undefined);
  const step = at('multipleOf') ?? 1;
  const above = at('exclusiveMinimum');
  const least =
    at('minimum') ?? (above === undefined ? undefined : above + step) ?? Math.min(1, at('maximum') ?? 1);
  const value = Math.ceil(least / step) * step;
  const most = at('maximum') ?? (at('exclusiveMaximum') ?? Number.MAX_SAFE_INTEGER + step) - step;
  return value <= most && (!whole || Number.isInteger(value)) ? value : undefined;
}
