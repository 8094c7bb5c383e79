import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bring } from './bindings/index.ts';
import { published } from './bindings/published.ts';
import { type Served, serve } from './provider/serve.ts';
import type { Block, ProviderSchema } from './schema.ts';

/** Schemas of providers, by source. */
export type Schemas = ReadonlyMap<string, ProviderSchema>;

/** Those of the providers that are named, or of all that bindings are published of. */
export function bringSchemas(...names: readonly string[]): Schemas {
  const bindings = published.filter(({ name }) => names.length === 0 || names.includes(name));
  const sources = bindings.map(({ source }) => source);
  return new Map(bring(bindings).map((schema, i) => [sources[i] ?? '', schema]));
}

/**
 * Serves the providers for the configurations below a folder, with the types that are named there and no others: Terraform reads
 * the whole schema for each command. A type that does not exist is none, and refused as the real provider's would be.
 */
export const serveFor = (schemas: Schemas, folder: string): Promise<Served> => {
  const named = typesNamedIn(folder);
  return serve(new Map([...schemas].map(([source, schema]) => [source, narrowed(schema, named)])));
};

function typesNamedIn(folder: string): ReadonlySet<string> {
  const texts = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => /\.(tf|tftest\.hcl)$/.test(path))
    .map(path => readFileSync(join(folder, path), 'utf8'));
  return new Set(texts.flatMap(text => [...text.matchAll(/"(\w+)"/g)].map(([, word = '']) => word)));
}

function narrowed({ version, provider, types }: ProviderSchema, named: ReadonlySet<string>): ProviderSchema {
  const some = (blocks: Readonly<Record<string, Block>>) =>
    Object.fromEntries(Object.entries(blocks).filter(([type]) => named.has(type)));
  const { resource, data, ephemeral } = types;
  return {
    version,
    provider,
    types: { resource: some(resource), data: some(data), ephemeral: some(ephemeral) },
  };
}
