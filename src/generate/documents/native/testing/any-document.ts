import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { resources } from '../../../../model/shape/project.ts';
import type { ScalarShape, Shape } from '../../../../model/shape/shape.ts';
import { serviceFields } from '../form.ts';

const samples = new Map<string, fc.Arbitrary<string>>([
  ['^/', fc.constantFrom('/', '/a', '/health/live', '/var/lib/x.y')],
  ['^[a-z0-9]([a-z0-9-]*[a-z0-9])?$', fc.stringMatching(/^[a-z]{1,8}(-[a-z0-9]{1,5})?$/)],
  ['^\\w[\\w.-]{0,127}$', fc.constantFrom('1', '3.10', '1.0.0-rc.1', 'v2')],
  ['^[\\w.@+]', fc.constantFrom('.', 'src', 'apps/web')],
  ['^[A-Za-z_]\\w{0,127}$', fc.stringMatching(/^[A-Z_]{1,9}$/)],
]);

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    'yes',
    '3.10',
    'null',
    '',
    ' a',
    '#',
    '- x',
    'a: b',
    '!!x',
    '*a',
    '&b',
    "'",
    '"',
    'é\n\tb\n',
    '__proto__',
    '@threshold:',
    '\u0085',
    '\u2028',
  ),
);

function scalarOf({ schema, json, parse: read }: ScalarShape): fc.Arbitrary<unknown> {
  if (json) return fc.jsonValue({ maxDepth: 2 });
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.type === 'boolean') return fc.boolean();
  if (schema.type === 'integer')
    return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 9999, 9999) });
  if (schema.type === 'number')
    return fc.integer({ min: Math.ceil((schema.minimum ?? 0) * 10), max: 1000 }).map(n => n / 10);
  const known = samples.get(schema.pattern ?? '');
  if (known)
    return known.filter(
      text => typeof read({ text, at: { file: '', line: 1, column: 1, length: 0 } }) === 'string',
    );
  return schema.examples ? fc.constantFrom(...schema.examples) : hostile;
}

function nodeOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.kind === 'scalar') return scalarOf(shape);
  if (shape.kind === 'list') return fc.array(scalarOf(shape.item), { maxLength: 3 });
  if (shape.kind === 'record') return mapOf(shape.fields);
  if (shape.kind === 'rows') {
    const first = shape.fields[shape.first] as ScalarShape;
    const row = fc.tuple(scalarOf(first), mapOf(shape.fields));
    const whole = row.map(([value, fields]) => new Map([...fields, [shape.first, value]]));
    return fc.array(fc.oneof(scalarOf(first), whole), { maxLength: 3 });
  }
  const key = scalarOf(shape.key).map(String);
  return fc
    .uniqueArray(fc.tuple(key, mapOf(shape.fields)), { selector: ([name]) => name, maxLength: 3 })
    .map(items => new Map(items));
}

function mapOf(fields: Readonly<Record<string, Shape>>): fc.Arbitrary<Map<string, unknown>> {
  return fc
    .subarray(Object.keys(fields), { maxLength: Math.min(6, Object.keys(fields).length) })
    .chain(keys =>
      fc.tuple(...keys.map(key => nodeOf(fields[key] as Shape).map(value => [key, value] as const))),
    )
    .map(pairs => new Map(pairs));
}

/** Whole documents, one service or several, out of the table of shapes. */
export const documents = fc.oneof(
  fc
    .tuple(mapOf(serviceFields), nodeOf(resources))
    .map(([service, shelf]) => new Map([...service, ['resources', shelf]])),
  fc
    .tuple(
      mapOf(serviceFields),
      fc.uniqueArray(fc.tuple(fc.stringMatching(/^[a-z]{1,5}$/), mapOf(serviceFields)), {
        selector: ([name]) => name,
        minLength: 1,
        maxLength: 3,
      }),
    )
    .map(([common, services]) => {
      const unnamed = services.map(
        ([name, fields]) => [name, new Map([...fields].filter(([key]) => key !== 'name'))] as const,
      );
      return new Map([
        ...[...common].filter(([key]) => key !== 'name'),
        ['services', new Map(unnamed)] as const,
      ]);
    }),
);

export const write = (document: unknown): string =>
  stringify(document, { compat: 'yaml-1.1', aliasDuplicateObjects: false });
