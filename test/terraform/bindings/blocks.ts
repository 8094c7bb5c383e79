import type { Attribute, Block, NestedBlock, Type } from '../schema.ts';
import type { Declarations, Declared, Setting } from './declarations.ts';
import { collectionType, readType } from './types.ts';

/** The classes of one folder of the bindings, and those that the block at hand is within. */
interface Place {
  readonly declarations: Declarations;
  readonly within: readonly string[];
}

/** Some structures hold themselves. How often the provider takes that, nobody says: more than anyone writes. */
const deepest = 2;

/** What a block holds, all that it computes with it. */
export function blockOf(declarations: Declarations, className: string): Block {
  return contentOf({ declarations, within: [className] }, className, className);
}

/** The generator has a class `XOutputReference` and a function `xToHclTerraform` for each structure X. */
function elementBlock({ declarations, within }: Place, elements: string): Block {
  if (within.filter(name => name === elements).length === deepest) return { attributes: {}, block_types: {} };
  return contentOf(
    { declarations, within: [...within, elements] },
    `${elements}OutputReference`,
    `${elements.charAt(0).toLowerCase()}${elements.slice(1)}`,
  );
}

/** Blocks of a provider's own configuration have no class: nobody says what they require. */
const undeclared: Declared = {
  computed: false,
  optional: true,
  required: false,
  elements: undefined,
  container: undefined,
  isSet: false,
  getter: '',
};

function contentOf(place: Place, className: string, functionName: string): Block {
  const { declarations } = place;
  const declared = declarations.classes.get(className) ?? new Map<string, Declared>();
  const settings = declarations.settings.get(functionName) ?? new Map<string, Setting>();
  const attributes: Record<string, Attribute> = {};
  const block_types: Record<string, NestedBlock> = {};
  for (const name of new Set([...declared.keys(), ...settings.keys()])) {
    const what = declared.get(name) ?? undeclared;
    const setting = settings.get(name);
    const block = setting?.isBlock ? nestedBlock(place, name, what, setting) : undefined;
    if (block) block_types[name] = block;
    else attributes[name] = attribute(name, what, typeOf(place, what, setting));
  }
  return { attributes, block_types };
}

function attribute(name: string, { required, optional, computed }: Declared, type: Type): Attribute {
  return {
    type,
    ...(required && { required }),
    ...(optional && { optional }),
    ...(computed && { computed }),
    // The bindings do not say it; the providers name all of these so.
    ...(name.endsWith('_wo') && { write_only: true }),
  };
}

const elementsOf = (what: Declared, setting: Setting): string =>
  what.elements ?? setting.storage.replace(/List$/, '');

/** @returns undefined for an attribute whose elements are objects */
function nestedBlock(place: Place, name: string, what: Declared, setting: Setting): NestedBlock | undefined {
  const block = () => elementBlock(place, elementsOf(what, setting));
  const nesting_mode = setting.type === 'set' ? 'set' : 'list';
  const min = what.required ? ({ min_items: 1 } as const) : {};
  if (/listMapperHcl\(\w+, true\)/.test(setting.value)) return { nesting_mode, ...min, block: block() };
  if (/(list|hash)MapperHcl\(/.test(setting.value)) return undefined;
  if (setting.type !== 'struct') return { nesting_mode, ...min, max_items: 1, block: block() };
  return name === 'timeouts' ? { nesting_mode: 'single', block: block() } : undefined;
}

function typeOf(place: Place, what: Declared, setting: Setting | undefined): Type {
  if (setting && !setting.isBlock) return collectionType(setting.storage, setting.type === 'set');
  if (!setting && !what.elements) return readType(what.getter);
  const elements = setting ? elementsOf(what, setting) : (what.elements ?? '');
  const plain = /^(String|Number|Boolean|Any)(List|Map)*$/.test(elements);
  if (plain) return collectionType(`${elements}${what.container}`, what.isSet);
  const object = objectType(elementBlock(place, elements));
  if (what.container === 'OutputReference') return object;
  if (what.container === 'Map') return ['map', object];
  return [what.isSet || setting?.type === 'set' ? 'set' : 'list', object];
}

/** In an object of an attribute there are no blocks: they are lists of objects. */
function objectType({ attributes, block_types }: Block): Type {
  const types: Record<string, Type> = {};
  for (const [name, { type }] of Object.entries(attributes)) types[name] = type;
  for (const [name, { nesting_mode, block }] of Object.entries(block_types))
    types[name] = nesting_mode === 'single' ? objectType(block) : [nesting_mode, objectType(block)];
  return ['object', types];
}
