import type { Type } from '../schema.ts';

const primitives: Readonly<Record<string, Type>> = {
  string: 'string',
  number: 'number',
  boolean: 'bool',
  any: 'dynamic',
};

/** `stringMapList` is a list of maps of strings. A set is written as a list, and said beside it. */
export function collectionType(storage: string, isSet: boolean): Type {
  const [, base = '', collections = ''] = /^(string|number|boolean|any)((?:List|Map)*)$/i.exec(storage) ?? [];
  const names = collections.match(/List|Map/g) ?? [];
  const type = primitives[base.toLowerCase()];
  if (!type) throw new Error(`the bindings have a type that is not known: ${storage}`);
  return names.reduce<Type>((inner, name, at) => {
    if (name === 'Map') return ['map', inner];
    return [isSet && at === names.length - 1 ? 'set' : 'list', inner];
  }, type);
}

const getters: readonly (readonly [RegExp, Type])[] = [
  [/tolist\(this\.getListAttribute/, ['set', 'string']],
  [/getListAttribute/, ['list', 'string']],
  [/tolist\(this\.getNumberListAttribute/, ['set', 'number']],
  [/getNumberListAttribute/, ['list', 'number']],
  [/getStringMapAttribute/, ['map', 'string']],
  [/getNumberMapAttribute/, ['map', 'number']],
  [/getBooleanMapAttribute/, ['map', 'bool']],
  [/getStringAttribute/, 'string'],
  [/getNumberAttribute/, 'number'],
  [/getBooleanAttribute/, 'bool'],
  [/interpolationForAttribute|getAnyMapAttribute/, 'dynamic'],
];

/** The type of what can only be read, from the expression that reads it. */
export function readType(getter: string): Type {
  const type = getters.find(([pattern]) => pattern.test(getter))?.[1];
  if (!type) throw new Error(`the bindings read in a way that is not known: ${getter}`);
  return type;
}
