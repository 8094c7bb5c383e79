/**
 * What the declarations of a package say and its models do not: which texts have one of a few values, and which objects
 * cannot be left out.
 */
import type { Mapper, MapperType, Models } from './mapper.ts';

interface Declarations {
  readonly types: ReadonlyMap<string, Declared>;
  readonly enumerations: ReadonlyMap<string, readonly string[]>;
}

interface Declared {
  readonly bases: readonly string[];
  readonly properties: ReadonlyMap<string, Property>;
}

interface Property {
  readonly type: string;
  readonly isOptional: boolean;
}

/** @param text of `models/index.d.ts` */
export function asDeclared(models: Models, text: string): Models {
  const declarations = declarationsIn(text);
  return Object.fromEntries(
    Object.entries(models).map(([name, model]) => [
      name,
      { ...model, type: withDeclared(model.type, declarations) },
    ]),
  );
}

function declarationsIn(text: string): Declarations {
  const enumerations = [...text.matchAll(/^export declare enum (\w+) \{\n(.*?)^\}/gms)].map(
    ([, name = '', body = '']) =>
      [name, [...body.matchAll(/ = "([^"]*)"/g)].map(([, value = '']) => value)] as const,
  );
  return { types: new Map(typesIn(text)), enumerations: new Map(enumerations) };
}

/** `interface A extends B, C {`, and `type A = B & C & {` of older packages. */
function typesIn(text: string): readonly (readonly [string, Declared])[] {
  const heads =
    /^export (?:interface (\w+)(?: extends ([\w, ]+))?|(?:declare )?type (\w+) = ([\w& ]+) &) \{\n(.*?)^\}/gms;
  return [...text.matchAll(heads)].map(([, name, bases, alias = '', parts, body = '']) => [
    name ?? alias,
    {
      bases: (bases ?? parts ?? '').split(/[,& ]+/),
      properties: new Map(
        [...body.matchAll(/^ {2,4}(?:readonly )?"?([\w$]+)"?(\??): ([^;]+);/gm)].map(
          ([, property = '', mark, type = '']) => [property, { type, isOptional: mark === '?' }] as const,
        ),
      ),
    },
  ]);
}

function withDeclared(type: MapperType, declarations: Declarations): MapperType {
  const { className, modelProperties } = type;
  if (className === undefined || !modelProperties) return type;
  const known = ([name, mapper]: readonly [string, Mapper]) => {
    const declared = propertyOf(className, name, declarations);
    return [name, declared ? narrowed(mapper, declared, declarations) : mapper] as const;
  };
  return { ...type, modelProperties: Object.fromEntries(Object.entries(modelProperties).map(known)) };
}

/** As it is declared where it stands, or where it comes from. */
function propertyOf(type: string, name: string, declarations: Declarations): Property | undefined {
  const { bases = [], properties } = declarations.types.get(type) ?? {};
  const own = properties?.get(name);
  if (own) return own;
  return bases.map(base => propertyOf(base, name, declarations)).find(property => property !== undefined);
}

function narrowed(mapper: Mapper, { type, isOptional }: Property, declarations: Declarations): Mapper {
  const needed = isOptional ? mapper : { ...mapper, required: true };
  const name = type.replace(/\[\]$/, '');
  const values = declarations.enumerations.get(`Known${name}`) ?? declarations.enumerations.get(name);
  return values ? { ...needed, type: valued(mapper.type, values) } : needed;
}

function valued(type: MapperType, allowedValues: readonly string[]): MapperType {
  if (type.name === 'String') return { name: 'Enum', allowedValues };
  if (type.name !== 'Sequence' || type.element?.type.name !== 'String') return type;
  return { ...type, element: { ...type.element, type: { name: 'Enum', allowedValues } } };
}
