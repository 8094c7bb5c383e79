import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Block, Kind, ProviderSchema } from '../schema.ts';
import { blockOf } from './blocks.ts';
import { type Declarations, declarationsOf } from './declarations.ts';

const kinds: Readonly<Record<string, Kind>> = {
  TerraformResource: 'resource',
  TerraformDataSource: 'data',
  TerraformEphemeralResource: 'ephemeral',
};

/** @param lib the folder of the unpacked bindings that has a folder for each type */
export function schemaOf(lib: string): ProviderSchema {
  const types: Record<Kind, Record<string, Block>> = { resource: {}, data: {}, ephemeral: {} };
  let provider: Block | undefined;
  let version = '';
  for (const entry of readdirSync(lib, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const declarations = declarationsOf(sourcesIn(join(lib, entry.name)));
    for (const [name, base, type] of declarations.types) {
      const kind = kinds[base];
      if (kind) types[kind][type] = blockOf(declarations, name);
      else if (base === 'TerraformProvider') {
        provider = withoutAlias(blockOf(declarations, name));
        version = versionIn(declarations);
      }
    }
  }
  if (!provider) throw new Error(`no provider in ${lib}`);
  return { version, provider, types };
}

/**
 * The TypeScript of a folder: some bindings are compiled so that what is declared is no longer in the JavaScript, and all
 * carry their sources in the source map.
 */
function sourcesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(path => path.endsWith('.js'))
    .map(path => {
      const script = readFileSync(join(folder, path), 'utf8');
      const at = script.lastIndexOf('base64,');
      if (at < 0) throw new Error(`no source map in ${join(folder, path)}`);
      const map = JSON.parse(Buffer.from(script.slice(at + 'base64,'.length), 'base64').toString('utf8')) as {
        sourcesContent: string[];
      };
      return map.sourcesContent.join('\n');
    })
    .join('\n');
}

/** Terraform itself reads `alias`. */
function withoutAlias({ attributes, block_types }: Block): Block {
  const { alias: _, ...others } = attributes;
  return { attributes: others, block_types };
}

function versionIn({ providerVersion }: Declarations): string {
  if (!providerVersion) throw new Error('the bindings do not say for which version of the provider they are');
  return providerVersion;
}
