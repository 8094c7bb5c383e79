import { listOf, type Value, type Values } from './value.ts';

/** The policy that `aws_iam_policy_document` makes of its statements, as JSON: a single value stands alone. */
export function policyDocument(config: Values): string {
  const statements = listOf(config['statement']).map(statement => ({
    ...(statement['sid'] ? { Sid: statement['sid'] } : {}),
    Effect: statement['effect'] ?? 'Allow',
    ...given('Action', statement['actions']),
    ...given('NotAction', statement['not_actions']),
    ...given('Resource', statement['resources']),
    ...given('NotResource', statement['not_resources']),
    ...principals('Principal', statement['principals']),
    ...principals('NotPrincipal', statement['not_principals']),
    ...conditions(statement['condition']),
  }));
  return JSON.stringify({ Version: config['version'] ?? '2012-10-17', Statement: statements }, null, 2);
}

const texts = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];
const alone = (values: readonly Value[]): Value => (values.length === 1 ? (values[0] ?? null) : values);
const given = (name: string, value: Value | undefined): Values =>
  texts(value).length > 0 ? { [name]: alone(texts(value)) } : {};

function principals(name: string, value: Value | undefined): Values {
  const blocks = listOf(value);
  if (blocks.length === 0) return {};
  if (blocks.some(({ type }) => type === '*')) return { [name]: '*' };
  return {
    [name]: Object.fromEntries(blocks.map(({ type, identifiers }) => [type, alone(texts(identifiers))])),
  };
}

function conditions(value: Value | undefined): Values {
  const found: Record<string, Record<string, Value>> = {};
  for (const { test, variable, values } of listOf(value))
    found[String(test)] = { ...found[String(test)], [String(variable)]: alone(texts(values)) };
  return Object.keys(found).length > 0 ? { Condition: found } : {};
}
