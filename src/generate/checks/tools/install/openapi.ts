import * as v from 'valibot';

/** What Kubernetes' OpenAPI document (api/openapi-spec/swagger.json) says of one type, as far as a schema needs it. */
interface Definition {
  readonly type?: string | undefined;
  readonly format?: string | undefined;
  readonly $ref?: string | undefined;
  readonly properties?: Readonly<Record<string, Definition>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: Definition | undefined;
  readonly additionalProperties?: Definition | undefined;
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[] | undefined;
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

type Schema = Readonly<Record<string, unknown>>;

const document = v.object({ definitions: v.record(v.string(), v.looseObject({})) });

/**
 * JSON Schemas of every kind of object, by the file names that kubeconform asks for with -strict: each whole in itself,
 * and with no key allowed that Kubernetes does not know.
 *
 * @param swagger the parsed OpenAPI document
 * @throws ValiError when it is none
 */
export function strictSchemas(swagger: unknown): ReadonlyMap<string, Schema> {
  const definitions = new Map<string, Definition>(Object.entries(v.parse(document, swagger).definitions));
  const schemas = new Map<string, Schema>();
  for (const definition of definitions.values()) {
    const { 'x-kubernetes-group-version-kind': names = [] } = definition;
    const [name] = names;
    // What every group has, such as DeleteOptions, is no object that a manifest holds.
    if (name !== undefined && names.length === 1)
      schemas.set(fileName(name), objectSchema(definition, name, definitions));
  }
  return schemas;
}

/** `deployment-apps-v1.json`: the first part of the group stands for it. */
function fileName({ group, version, kind }: GroupVersionKind): string {
  const [first = ''] = group.split('.');
  return `${[kind.toLowerCase(), ...(first === '' ? [] : [first]), version].join('-')}.json`;
}

function objectSchema(
  definition: Definition,
  { group, version, kind }: GroupVersionKind,
  definitions: ReadonlyMap<string, Definition>,
): Schema {
  const whole = schemaOf(definition, true);
  const properties = {
    ...(whole['properties'] as Schema),
    apiVersion: { enum: [group === '' ? version : `${group}/${version}`] },
    kind: { enum: [kind] },
  };
  const required = [...new Set([...(definition.required ?? []), 'apiVersion', 'kind'])];
  const used = [...reached(definition, definitions)].map(([name, found]) => [
    name,
    sharedSchema(name, found),
  ]);
  return { ...whole, properties, required, definitions: Object.fromEntries(used) };
}

/** All that a type refers to, through whatever it refers to. */
function reached(
  from: Definition,
  definitions: ReadonlyMap<string, Definition>,
): ReadonlyMap<string, Definition> {
  const found = new Map<string, Definition>();
  const waiting = [from];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const name of references(next)) {
      const definition = definitions.get(name);
      if (definition === undefined || found.has(name)) continue;
      found.set(name, definition);
      waiting.push(definition);
    }
  }
  return found;
}

const prefix = '#/definitions/';

function references({ $ref, properties = {}, items, additionalProperties }: Definition): readonly string[] {
  const parts = [...Object.values(properties), items, additionalProperties];
  const own = $ref === undefined ? [] : [$ref.slice(prefix.length)];
  return [...own, ...parts.flatMap(part => (part ? references(part) : []))];
}

/** A quantity says that it is a string, and the API server takes a number for one too. */
function sharedSchema(name: string, definition: Definition): Schema {
  if (name.endsWith('.resource.Quantity')) return { type: ['string', 'number', 'null'] };
  return schemaOf(definition, definition.type === 'object');
}

/** A field that may be left out may be null: the API server takes both for the same. */
function schemaOf(definition: Definition, isRequired: boolean): Schema {
  const { $ref, type, format, properties, required = [], items, additionalProperties } = definition;
  if ($ref !== undefined) return { $ref };
  const types = format === 'int-or-string' ? ['string', 'integer'] : type === undefined ? [] : [type];
  const all = isRequired || types.length === 0 ? types : [...types, 'null'];
  return {
    ...(all.length > 0 && { type: all.length === 1 ? all[0] : all }),
    ...((format === 'date-time' || format === 'byte') && { format }),
    ...(items && { items: schemaOf(items, true) }),
    ...(additionalProperties && { additionalProperties: schemaOf(additionalProperties, true) }),
    ...(properties && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([key, part]) => [key, schemaOf(part, required.includes(key))]),
      ),
      additionalProperties: false,
    }),
    ...(required.length > 0 && { required }),
  };
}
