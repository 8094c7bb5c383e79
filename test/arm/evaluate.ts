/** What an expression is, in a deployment that nobody makes: what only Azure knows is a name of our own. */
import { createHash } from 'node:crypto';
import { type Expression, parseExpression } from './expression.ts';

export type Value = null | boolean | number | string | readonly Value[] | { readonly [key: string]: Value };
type Fields = Readonly<Record<string, Value>>;

export interface Scope {
  readonly parameters: Fields;
  readonly variables: (name: string) => Value;
  readonly group: string;
  /** Of the loop that is being made, by its name; the one of the resource has none. */
  readonly indices: ReadonlyMap<string, number>;
  /** What a lambda is given. */
  readonly lambdas: ReadonlyMap<string, Value>;
  /** What is known of something that is there, by its id. */
  readonly reference: (id: string) => Value;
}

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';

/** The value of a text of a template: an expression, or itself. */
export function valueOf(text: string, scope: Scope): Value {
  if (text.startsWith('[[')) return text.slice(1);
  if (!text.startsWith('[') || !text.endsWith(']')) return text;
  return evaluate(parseExpression(text.slice(1, -1)), scope);
}

export function evaluate(expression: Expression, scope: Scope): Value {
  if (expression.kind === 'literal') return expression.value;
  if (expression.kind === 'member')
    return memberOf(evaluate(expression.of, scope), evaluate(expression.key, scope));
  const { name, arguments: given } = expression;
  if (name === 'if') {
    const [condition, yes, no] = given;
    if (!condition || !yes || !no) throw new Error('if takes three');
    return evaluate(condition, scope) === true ? evaluate(yes, scope) : evaluate(no, scope);
  }
  if (name === 'map' || name === 'toobject') return withLambda(name, given, scope);
  const make = functions[name];
  if (!make) throw new Error(`no function is called ${name}`);
  return make(
    given.map(argument => evaluate(argument, scope)),
    scope,
  );
}

function memberOf(of: Value, key: Value): Value {
  if (Array.isArray(of) && typeof key === 'number' && of[key] !== undefined) return of[key] as Value;
  if (isFields(of) && typeof key === 'string' && key in of) return of[key] ?? null;
  throw new Error(`${JSON.stringify(of)} has no ${String(key)}`);
}

export const isFields = (value: Value | undefined): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function withLambda(name: string, [list, lambda]: readonly Expression[], scope: Scope): Value {
  if (!list || lambda?.kind !== 'call' || lambda.name !== 'lambda') throw new Error(`${name} takes a lambda`);
  const [variable, body] = lambda.arguments;
  if (variable?.kind !== 'literal' || !body) throw new Error('a lambda has a variable and a body');
  const items = listOf(evaluate(list, scope));
  const of = (item: Value) =>
    evaluate(body, { ...scope, lambdas: new Map([...scope.lambdas, [String(variable.value), item]]) });
  return name === 'map'
    ? items.map(of)
    : Object.fromEntries(items.map(item => [String(of(item)), item] as const));
}

const listOf = (value: Value | undefined): readonly Value[] => {
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is no array`);
  return value as readonly Value[];
};

const textOf = (value: Value | undefined): string => {
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new Error(`${JSON.stringify(value)} is no text`);
  return String(value);
};

const numberOf = (value: Value | undefined): number => {
  if (typeof value !== 'number') throw new Error(`${JSON.stringify(value)} is no number`);
  return value;
};

const hashOf = (values: readonly Value[]): string =>
  createHash('sha256').update(JSON.stringify(values)).digest('hex');

const idOf = (group: string, [type, ...names]: readonly string[]): string => {
  const [provider = '', ...kinds] = (type ?? '').split('/');
  if (kinds.length !== names.length)
    throw new Error(`${type} has ${kinds.length} names, and not ${names.join(', ')}`);
  return `${group}/providers/${provider}/${kinds.map((kind, i) => `${kind}/${names[i]}`).join('/')}`;
};

const groupId = (group: string): string => `${subscription}/resourceGroups/${group}`;

type Function = (given: readonly Value[], scope: Scope) => Value;

const functions: Readonly<Record<string, Function>> = {
  parameters: ([name], { parameters }) => memberOf(parameters, name ?? null),
  variables: ([name], { variables }) => variables(textOf(name)),
  lambdavariables: ([name], { lambdas }) => lambdas.get(textOf(name)) ?? null,
  copyindex: ([name], { indices }) => {
    const index = indices.get(name === undefined ? '' : textOf(name));
    if (index === undefined) throw new Error('copyIndex outside of its loop');
    return index;
  },
  reference: ([id], { reference }) => reference(textOf(id)),
  resourcegroup: (_, { group }) => ({ name: group, id: groupId(group) }),
  subscription: () => ({ subscriptionId: subscription.split('/')[2] ?? '' }),
  tenant: () => ({ tenantId: '11111111-1111-1111-1111-111111111111' }),
  environment: () => ({ suffixes: { keyvaultDns: '.vault.azure.net', storage: 'core.windows.net' } }),
  resourceid: (given, { group }) => {
    const texts = given.map(textOf);
    return texts[0]?.includes('/')
      ? idOf(groupId(group), texts)
      : idOf(groupId(texts[0] ?? ''), texts.slice(1));
  },
  subscriptionresourceid: given => idOf(subscription, given.map(textOf)),
  extensionresourceid: ([of, ...given]) => idOf(textOf(of), given.map(textOf)),
  format: ([pattern, ...given]) =>
    textOf(pattern).replaceAll(/\{(\d+)\}/g, (_, index) => textOf(given[Number(index)])),
  guid: given => hashOf(given).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5'),
  uniquestring: given => `u${hashOf(given).slice(0, 12)}`,
  take: ([of, count]) => textOf(of).slice(0, numberOf(count)),
  endswith: ([of, end]) => textOf(of).endsWith(textOf(end)),
  replace: ([of, old, next]) => textOf(of).replaceAll(textOf(old), textOf(next)),
  split: ([of, by]) => textOf(of).split(textOf(by)),
  last: ([of]) => listOf(of).at(-1) ?? null,
  int: ([of]) => Number(textOf(of)),
  json: ([of]) => JSON.parse(textOf(of)) as Value,
  add: ([a, b]) => numberOf(a) + numberOf(b),
  sub: ([a, b]) => numberOf(a) - numberOf(b),
  max: ([a, b]) => Math.max(numberOf(a), numberOf(b)),
  length: ([of]) => (isFields(of) ? Object.keys(of).length : listOf(of).length),
  items: ([of]) => {
    if (!isFields(of)) throw new Error('items of no object');
    return Object.entries(of)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => ({ key, value }));
  },
  empty: ([of]) => of === null || of === '' || (typeof of === 'object' && Object.keys(of).length === 0),
  equals: ([a, b]) => JSON.stringify(a) === JSON.stringify(b),
  not: ([of]) => of !== true,
  null: () => null,
  contains: ([of, one]) =>
    Array.isArray(of) ? of.some(item => item === one) : isFields(of) && textOf(one) in of,
  concat: given => (given.every(Array.isArray) ? given.flatMap(listOf) : given.map(textOf).join('')),
  union: given => Object.assign({}, ...given) as Fields,
  createarray: given => [...given],
  createobject: given =>
    Object.fromEntries(given.flatMap((key, i) => (i % 2 === 0 ? [[textOf(key), given[i + 1] ?? null]] : []))),
  utcnow: () => '2026-01-01',
  cidrsubnet: ([of, bits, index]) => {
    const [address = ''] = textOf(of).split('/');
    const start = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
    const at = start + numberOf(index) * 2 ** (32 - numberOf(bits));
    return `${[24, 16, 8, 0].map(shift => Math.floor(at / 2 ** shift) % 256).join('.')}/${numberOf(bits)}`;
  },
};
