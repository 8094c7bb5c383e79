/** What the packages of Azure for JavaScript say of a model: `models/mappers.js` of each, made of Microsoft's specifications. */
export interface Mapper {
  /** Path in JSON: `properties.sku`; a dot of a name itself is escaped. */
  readonly serializedName?: string;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly isConstant?: boolean;
  readonly type: MapperType;
}

export interface MapperType {
  readonly name: string;
  readonly className?: string;
  readonly modelProperties?: Readonly<Record<string, Mapper>>;
  readonly additionalProperties?: unknown;
  /** What it is a kind of, and the property whose value says which kind. */
  readonly uberParent?: string;
  readonly polymorphicDiscriminator?: { readonly serializedName: string };
  readonly allowedValues?: readonly unknown[];
  readonly element?: Mapper;
  readonly value?: Mapper;
}

export type Models = Readonly<Record<string, Mapper>>;

/** A level of the JSON: what packages flatten (`properties.sku` beside `location`) is taken apart again. */
export interface Level {
  readonly leaves: ReadonlyMap<string, Mapper>;
  readonly levels: ReadonlyMap<string, Level>;
}

export function levelOf(mappers: readonly Mapper[], depth = 0): Level {
  const leaves = new Map<string, Mapper>();
  const below = new Map<string, Mapper[]>();
  for (const mapper of mappers) {
    const path = (mapper.serializedName ?? '').split(/(?<!\\)\./).map(name => name.replaceAll('\\.', '.'));
    const name = path[depth] ?? '';
    if (path.length === depth + 1) leaves.set(name, mapper);
    else below.set(name, [...(below.get(name) ?? []), mapper]);
  }
  const levels = new Map([...below].map(([name, list]) => [name, levelOf(list, depth + 1)] as const));
  return { leaves, levels };
}
