import type { Block, Kind, NestedBlock, ProviderSchema } from '../schema.ts';

const nesting = { single: 1, list: 2, set: 3 } as const;

/** A schema as the protocol has it. */
export function schemaMessages({ provider, types }: ProviderSchema): object {
  return {
    provider: schemaMessage(provider),
    resource_schemas: byType(types.resource),
    data_source_schemas: byType(types.data),
    ephemeral_resource_schemas: byType(types.ephemeral),
  };
}

function byType(blocks: ProviderSchema['types'][Kind]): object {
  return Object.fromEntries(Object.entries(blocks).map(([type, block]) => [type, schemaMessage(block)]));
}

const schemaMessage = (block: Block): object => ({ block: blockMessage(block) });

function blockMessage({ attributes, block_types }: Block): object {
  return {
    attributes: Object.entries(attributes).map(([name, { type, ...flags }]) => ({
      name,
      type: Buffer.from(JSON.stringify(type)),
      ...flags,
    })),
    block_types: Object.entries(block_types).map(nestedMessage),
  };
}

const nestedMessage = ([type_name, { nesting_mode, block, ...limits }]: [string, NestedBlock]): object => ({
  type_name,
  nesting: nesting[nesting_mode],
  block: blockMessage(block),
  ...limits,
});
