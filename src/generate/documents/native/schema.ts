import { resources } from '../../../model/shape/project.ts';
import type { Shape } from '../../../model/shape/shape.ts';
import { serviceFields } from './form.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** The JSON Schema (draft 2020-12) of devops-flow.yaml, for completion and checks in editors. */
export function nativeSchema(families: readonly string[]): JsonSchema {
  const { name: _name, ...beside } = serviceFields;
  const services = {
    description: 'Several services, by their names; what stands at the top is said of each',
    type: 'object',
    additionalProperties: closed('A service', properties(beside)),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'devops-flow.yaml',
    ...closed('One service, or several below services, and what is generated from it', {
      $schema: { type: 'string', description: 'The address of this schema' },
      ...properties(serviceFields),
      services,
      resources: schemaOf(resources),
      outputs: outputs(families),
      overrides,
    }),
    $defs: definitions,
  };
}

const closed = (description: string, fields: JsonSchema): JsonSchema => ({
  description,
  type: ['object', 'null'],
  properties: fields,
  patternProperties: { '^x-': true },
  additionalProperties: false,
});

function properties(fields: Readonly<Record<string, Shape>>): JsonSchema {
  return Object.fromEntries(Object.entries(fields).map(([key, shape]) => [key, schemaOf(shape)]));
}

function schemaOf(shape: Shape): JsonSchema {
  const description = capital(shape.about);
  if (shape.kind === 'scalar') return { description, ...valueSchema(shape) };
  if (shape.kind === 'record') return closed(description, properties(shape.fields));
  if (shape.kind === 'list')
    return {
      description,
      anyOf: [{ type: 'array', items: valueSchema(shape.item) }, valueSchema(shape.item)],
    };
  return namedSchema(description, shape);
}

/** YAML reads `on` and `3.10` as no text: what is meant as text may be written without quotes. */
function valueSchema({ schema }: Extract<Shape, { kind: 'scalar' }>): JsonSchema {
  const loose = schema.type === 'string' && !schema.enum && !schema.pattern;
  return loose
    ? { ...schema, type: ['string', 'number', 'boolean', 'null'] }
    : { ...schema, type: [schema.type, 'null'], ...withNull(schema.enum) };
}

const withNull = (words: readonly string[] | undefined) => (words ? { enum: [...words, null] } : {});

function namedSchema(description: string, shape: Extract<Shape, { kind: 'named' }>): JsonSchema {
  const item = closed(`${capital(shape.key.about)}, by its name`, properties(shape.fields));
  const short = shape.short === undefined ? undefined : shape.fields[shape.short];
  const value = short?.kind === 'scalar' ? { anyOf: [item, valueSchema(short)] } : item;
  const listed = {
    ...item,
    properties: { name: { type: 'string' }, ...properties(shape.fields) },
    required: ['name'],
  };
  return {
    description,
    anyOf: [
      { type: ['object', 'null'], additionalProperties: value },
      { type: 'array', items: { anyOf: [{ type: 'string' }, listed] } },
    ],
  };
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
