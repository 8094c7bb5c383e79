/** A type as Terraform writes it in JSON: `"string"`, `["list", "string"]`, `["object", { "name": "string" }]`. */
export type Type =
  | 'string'
  | 'number'
  | 'bool'
  | 'dynamic'
  | readonly ['list' | 'set' | 'map', Type]
  | readonly ['object', Readonly<Record<string, Type>>];

export interface Attribute {
  readonly type: Type;
  readonly required?: true;
  readonly optional?: true;
  readonly computed?: true;
  /** Taken, and kept nowhere. */
  readonly write_only?: true;
}

export interface NestedBlock {
  readonly nesting_mode: 'single' | 'list' | 'set';
  readonly min_items?: 1;
  readonly max_items?: 1;
  readonly block: Block;
}

/** What may stand between braces; the names are those of `terraform providers schema -json`. */
export interface Block {
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly block_types: Readonly<Record<string, NestedBlock>>;
}

/** The kinds of types that a provider has, by the word that stands before the type in a configuration. */
export type Kind = 'resource' | 'data' | 'ephemeral';

export interface ProviderSchema {
  /** Of the real provider, such as `6.66.0`. */
  readonly version: string;
  readonly provider: Block;
  readonly types: Readonly<Record<Kind, Readonly<Record<string, Block>>>>;
}
