import { plain } from '../../../../model/traced.ts';
import { YamlEntries, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { plainOf } from '../objects/values.ts';
import { grouped, type Value } from './values.ts';

/** JSON Schema (draft 7, which Helm reads) of values: a key that no template reads is a mistake. */
export const valuesSchema = (values: readonly Value[]): YamlObject => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  // Helm puts `global` into the values of every chart that another one holds.
  ...objectSchema(values, [['global', { type: 'object' }]]),
});

function objectSchema(
  values: readonly Value[],
  more: readonly (readonly [string, YamlNode])[] = [],
): YamlObject {
  const properties = grouped(values).map(
    ({ key, own, below }) =>
      [key, own === undefined ? objectSchema(below) : schemaOf(plain(key), own)] as const,
  );
  return {
    type: 'object',
    properties: new YamlEntries([...more, ...properties]),
    additionalProperties: false,
  };
}

const known: Readonly<Record<string, YamlObject>> = {
  pullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
  digest: { type: 'string', pattern: '^(sha256:[0-9a-f]{64})?$' },
  config: { type: 'object', additionalProperties: { type: 'string' } },
};

function schemaOf(key: string, node: YamlNode): YamlObject {
  const value = plainOf(node);
  if (known[key]) return known[key];
  if (typeof value === 'number') return numberSchema(key, value);
  if (typeof value === 'boolean' || typeof value === 'string') return { type: typeof value };
  return { type: Array.isArray(value) ? 'array' : 'object' };
}

/** No environment has a workload without an instance. */
const numberSchema = (key: string, value: number): YamlObject => ({
  type: Number.isInteger(value) ? 'integer' : 'number',
  minimum: /replicas/i.test(key) ? 1 : 0,
});
