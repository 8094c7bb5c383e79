/** All that a template would make, with what its expressions are, nested deployments too. */
import { isFields, type Scope, type Value, valueOf } from './evaluate.ts';

export interface Made {
  readonly type: string;
  readonly apiVersion: string;
  readonly name: string;
  readonly group: string;
  readonly [property: string]: Value | undefined;
}

type Fields = Readonly<Record<string, Value>>;
type Read = (path: string) => Value;

/**
 * @param read the JSON of a file, by its path beside the template
 * @throws Error for an expression that means nothing, or parameters that a template does not know or has to be told
 */
export function deploy(path: string, given: Fields, group: string, read: Read): Made[] {
  const template = fieldsOf(read(path));
  const scope = scopeOf(path, template, given, group);
  const outputs = new Map<string, Value>();
  const known = (id: string): Value => {
    const name = id.split('/').at(-1) ?? '';
    if (id.includes('/Microsoft.Resources/deployments/')) return { outputs: outputs.get(name) ?? null };
    return {
      principalId: `principal of ${name}`,
      clientId: `client of ${name}`,
      defaultDomain: 'apps.example.net',
      staticIp: '10.0.0.4',
      hostName: 'door.example.net',
      configuration: { ingress: { fqdn: `${name}.apps.example.net` } },
      validationProperties: { validationToken: 'token' },
    };
  };
  const whole: Scope = { ...scope, reference: known };
  return listOf(template.resources).flatMap(resource =>
    loop(fieldsOf(resource), whole).flatMap(([fields, inner]) => {
      if ('condition' in fields && resolve(fields.condition ?? null, inner) !== true) return [];
      const { copy: _, ...rest } = fields;
      const made = fieldsOf(resolve(rest, inner));
      if (made.type !== 'Microsoft.Resources/deployments') return [madeOf(group, made)];
      const properties = fieldsOf(made.properties);
      const link = String(fieldsOf(properties.templateLink).relativePath);
      const told = Object.fromEntries(
        Object.entries(fieldsOf(properties.parameters)).map(([key, said]) => [
          key,
          fieldsOf(said).value ?? null,
        ]),
      );
      const place = typeof made.resourceGroup === 'string' ? made.resourceGroup : group;
      const inside = deploy(link, told, place, read);
      outputs.set(String(made.name), outputsOf(link, told, place, read, known));
      return inside;
    }),
  );
}

const madeOf = (group: string, made: Fields): Made => ({
  ...made,
  group,
  type: String(made['type']),
  apiVersion: String(made['apiVersion']),
  name: String(made['name']),
});

function outputsOf(
  path: string,
  given: Fields,
  group: string,
  read: Read,
  reference: Scope['reference'],
): Value {
  const template = fieldsOf(read(path));
  const scope = { ...scopeOf(path, template, given, group), reference };
  return Object.fromEntries(
    Object.entries(fieldsOf(template.outputs ?? {})).map(([name, said]) => {
      const output = fieldsOf(said);
      const value = output.copy
        ? loop({ copy: output.copy }, scope).map(([, inner]) =>
            resolve(fieldsOf(output.copy).input ?? null, inner),
          )
        : resolve(output.value ?? null, scope);
      return [name, { value }];
    }),
  );
}

function scopeOf(path: string, template: Fields, given: Fields, group: string): Scope {
  const declared = fieldsOf(template.parameters ?? {});
  for (const name of Object.keys(given))
    if (!(name in declared)) throw new Error(`${path} knows no parameter ${name}`);
  const start: Scope = {
    parameters: {},
    variables: () => null,
    group,
    indices: new Map(),
    lambdas: new Map(),
    reference: id => id,
  };
  const parameters = Object.fromEntries(
    Object.entries(declared).map(([name, said]) => [name, told(path, name, fieldsOf(said), given, start)]),
  );
  const said = fieldsOf(template.variables ?? {});
  const copies = new Map(listOf(said.copy ?? []).map(copy => [String(fieldsOf(copy).name), fieldsOf(copy)]));
  const scope: Scope = {
    ...start,
    parameters,
    variables: name => {
      const copy = copies.get(name);
      if (copy) return copied(copy, scope);
      if (!(name in said)) throw new Error(`${path} has no variable ${name}`);
      return resolve(said[name] ?? null, scope);
    },
    reference: id => ({
      principalId: `principal of ${id.split('/').at(-1)}`,
      clientId: `client of ${id.split('/').at(-1)}`,
    }),
  };
  return scope;
}

const types: Readonly<Record<string, (value: Value) => boolean>> = {
  string: value => typeof value === 'string',
  securestring: value => typeof value === 'string',
  int: value => Number.isInteger(value),
  bool: value => typeof value === 'boolean',
  array: value => Array.isArray(value),
  object: isFields,
};

function told(path: string, name: string, said: Fields, given: Fields, scope: Scope): Value {
  const value = name in given ? given[name] : said.defaultValue && resolve(said.defaultValue, scope);
  if (value === undefined) throw new Error(`${path} has to be told ${name}`);
  if (!types[String(said.type)]?.(value)) throw new Error(`${name} of ${path} is no ${String(said.type)}`);
  return value;
}

/** A resource, once for each turn of its loop. */
function loop(resource: Fields, scope: Scope): (readonly [Fields, Scope])[] {
  if (!resource.copy) return [[resource, scope]];
  const { name, count } = fieldsOf(resource.copy);
  return turns(count, scope).map(index => [
    resource,
    { ...scope, indices: new Map([...scope.indices, ['', index], [String(name), index]]) },
  ]);
}

const copied = ({ name, count, input }: Fields, scope: Scope): Value =>
  turns(count, scope).map(index =>
    resolve(input ?? null, { ...scope, indices: new Map([...scope.indices, [String(name), index]]) }),
  );

const turns = (count: Value | undefined, scope: Scope): number[] => [
  ...Array(Number(resolve(count ?? 0, scope))).keys(),
];

function resolve(value: Value, scope: Scope): Value {
  if (typeof value === 'string') return valueOf(value, scope);
  if (Array.isArray(value)) return value.map(item => resolve(item as Value, scope));
  if (!isFields(value)) return value;
  const { copy, ...others } = value;
  const loops = Array.isArray(copy) ? copy.map(fieldsOf) : [];
  return Object.fromEntries([
    ...Object.entries(others).map(([key, item]) => [String(valueOf(key, scope)), resolve(item, scope)]),
    ...loops.map(one => [String(one.name), copied(one, scope)]),
  ]) as Fields;
}

export function fieldsOf(value: Value | undefined): Fields {
  if (!isFields(value)) throw new Error(`${JSON.stringify(value)} is no object`);
  return value;
}

const listOf = (value: Value | undefined): readonly Value[] =>
  Array.isArray(value) ? (value as readonly Value[]) : [];
