import type { Attribute, Block, NestedBlock } from '../schema.ts';
import { isValues, unknown, type Value, type Values } from './value.ts';

/** What a value becomes where its block is walked: attributes alone are asked for. */
export type Change = (name: string, attribute: Attribute, value: Value) => Value;

/** The values of a block with each attribute changed, in all blocks within it too. */
export function changed(block: Block, values: Values, change: Change): Values {
  const result: Record<string, Value> = {};
  for (const [name, attribute] of Object.entries(block.attributes))
    result[name] = change(name, attribute, values[name] ?? null);
  for (const [name, nested] of Object.entries(block.block_types))
    result[name] = changedNested(nested, values[name], change);
  return result;
}

function changedNested(
  { nesting_mode, block }: NestedBlock,
  value: Value | undefined,
  change: Change,
): Value {
  if (isValues(value)) return changed(block, value, change);
  if (Array.isArray(value))
    return value.map((element: Value) => (isValues(element) ? changed(block, element, change) : element));
  return value ?? (nesting_mode === 'single' ? null : []);
}

/** What is computed and not yet there is unknown until it has been made; what is written only is not kept. */
export const planned = (block: Block, proposed: Values): Values =>
  changed(block, proposed, (_, { computed, write_only }, value) => {
    if (write_only) return null;
    return computed && value === null ? unknown : value;
  });

/** Values with every attribute and block that there can be: null and none where nothing is given. */
export const complete = (block: Block, given: Values): Values =>
  changed(block, given, (_, __, value) => value);
