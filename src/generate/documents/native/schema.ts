import { resources } from '../../../model/shape/project.ts';
import type { NamedShape, RecordShape, RowsShape, ScalarShape, Shape } from '../../../model/shape/shape.ts';
import { serviceFields } from './form.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema (draft 2020-12) of devops-flow.yaml, for completion and checks in editors. */
export function nativeSchema(families: readonly string[]): Record<string, unknown> {
  const writer = new SchemaWriter();
  const { name: _name, ...beside } = serviceFields;
  const services = {
    description: 'Several services, by their names; what stands at the top is said of each',
    type: 'object',
    additionalProperties: closed('A service', writer.properties(beside)),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'devops-flow.yaml',
    ...closed('One service, or several below services, and what is generated from it', {
      $schema: { type: 'string', description: 'The address of this schema' },
      ...writer.properties(serviceFields),
      services,
      resources: writer.schemaOf(resources, 'resources'),
      outputs: outputs(families),
      overrides,
    }),
    $defs: { ...definitions, ...writer.definitions },
  };
}

/** Records and named lists stand once, as definitions: several services have them all. */
class SchemaWriter {
  readonly definitions: Record<string, JsonSchema> = {};
  readonly #names = new Map<Shape, string>();

  properties(fields: Readonly<Record<string, Shape>>): JsonSchema {
    return Object.fromEntries(
      Object.entries(fields).map(([key, shape]) => [key, this.schemaOf(shape, key)] as const),
    );
  }

  schemaOf(shape: Shape, key: string): JsonSchema {
    const description = capital(shape.about);
    if (shape.kind === 'scalar') return { description, ...valueSchema(shape) };
    if (shape.kind === 'list') {
      const item = valueSchema(shape.item);
      return { description, anyOf: [{ type: 'array', items: item }, item] };
    }
    return { $ref: `#/$defs/${this.#define(shape, key, description)}` };
  }

  #define(shape: NamedShape | RecordShape | RowsShape, key: string, description: string): string {
    const known = this.#names.get(shape);
    if (known !== undefined) return known;
    let name = key;
    for (let n = 2; Object.hasOwn(this.definitions, name); n++) name = `${key}${n}`;
    this.#names.set(shape, name);
    // Its place is taken before its parts come.
    this.definitions[name] = {};
    const fields = this.properties(shape.fields);
    this.definitions[name] = this.#schema(description, shape, fields);
    return name;
  }

  #schema(description: string, shape: NamedShape | RecordShape | RowsShape, fields: JsonSchema): JsonSchema {
    if (shape.kind === 'record') return recordSchema(description, shape, fields);
    return shape.kind === 'rows'
      ? rowsSchema(description, shape, fields)
      : namedSchema(description, shape, fields);
  }
}

const closed = (description: string, fields: JsonSchema): JsonSchema => ({
  description,
  type: ['object', 'null'],
  properties: fields,
  patternProperties: { '^x-': true },
  additionalProperties: false,
});

function recordSchema(description: string, shape: RecordShape, fields: JsonSchema): JsonSchema {
  const mapping = closed(description, fields);
  return shape.fromText ? { description, anyOf: [{ type: 'string' }, mapping] } : mapping;
}

/**
 * What may be written: YAML reads `on` and `3.10` as no text, and a number may stand in quotes. Words that have other
 * spellings are completed, and checked when they are read.
 */
function valueSchema({ schema, json }: ScalarShape): JsonSchema {
  if (json) return {};
  const { enum: words, pattern: _pattern, maxLength: _most, ...rest } = schema;
  if (words && schema.open) return { anyOf: [{ enum: words }, { type: ['string', 'null'] }] };
  if (words) return { enum: [...words, null] };
  const types: Readonly<Record<string, readonly string[]>> = {
    integer: ['integer', 'string', 'null'],
    number: ['number', 'string', 'null'],
    boolean: ['boolean', 'string', 'null'],
    string: ['string', 'number', 'boolean', 'null'],
  };
  return { ...rest, type: types[schema.type] };
}

/** A mapping by name, or a list of names and of mappings that have one. */
function namedSchema(description: string, shape: NamedShape, fields: JsonSchema): JsonSchema {
  const item = closed(`${capital(shape.key.about)}, by its name`, fields);
  const short = shape.short === undefined ? undefined : shape.fields[shape.short];
  const value = short ? { anyOf: [item, shortSchema(short)] } : item;
  const listed = { type: 'object', properties: { name: { type: 'string' } }, required: ['name'] };
  return {
    description,
    anyOf: [
      { type: ['object', 'null'], additionalProperties: value },
      { type: 'array', items: { anyOf: [{ type: ['string', 'number'] }, listed] } },
    ],
  };
}

/** A list of mappings, or of the value that each of them has. */
function rowsSchema(description: string, { first }: RowsShape, fields: JsonSchema): JsonSchema {
  const { description: _about, ...value } = fields[first] as JsonSchema;
  const row = {
    type: 'object',
    properties: fields,
    patternProperties: { '^x-': true },
    required: [first],
    additionalProperties: false,
  };
  return { description, anyOf: [{ type: 'array', items: { anyOf: [row, value] } }, value] };
}

/** What may stand in the place of an item. */
function shortSchema(shape: Shape): JsonSchema {
  if (shape.kind === 'scalar') return valueSchema(shape);
  if (shape.kind !== 'list') return {};
  const item = valueSchema(shape.item);
  return { anyOf: [{ type: 'array', items: item }, item] };
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const texts = { anyOf: [{ type: 'array', items: { type: 'string' } }, { type: ['string', 'null'] }] };

function outputs(families: readonly string[]): JsonSchema {
  return {
    description: 'The families that are generated; all of them where it is absent',
    anyOf: [
      { type: 'array', items: { enum: families } },
      {
        type: ['object', 'null'],
        propertyNames: { enum: families },
        additionalProperties: {
          type: ['object', 'null'],
          properties: {
            folder: { description: 'Folder of the files of the family', type: 'string' },
            yours: { description: 'Files that the team wrote: read and checked, never written', ...texts },
          },
          additionalProperties: false,
        },
      },
    ],
  };
}

const overrides: JsonSchema = {
  description: 'JSON Patches (RFC 6902) by generated file, applied last',
  type: ['object', 'null'],
  additionalProperties: { type: 'array', items: { $ref: '#/$defs/operation' } },
};

const operation = (op: string, members: JsonSchema, required: readonly string[]) => ({
  type: 'object',
  properties: { op: { const: op }, path: { $ref: '#/$defs/pointer' }, ...members },
  required: ['op', 'path', ...required],
  additionalProperties: false,
});

const definitions: JsonSchema = {
  pointer: { type: 'string', pattern: '^(/([^~/]|~[01])*)*$' },
  operation: {
    oneOf: [
      ...['add', 'replace', 'test'].map(op => operation(op, { value: true }, ['value'])),
      operation('remove', {}, []),
      ...['move', 'copy'].map(op => operation(op, { from: { $ref: '#/$defs/pointer' } }, ['from'])),
    ],
  },
};
