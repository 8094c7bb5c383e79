import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as v from 'valibot';
import { parseAllDocuments } from 'yaml';
import { downloadModule } from './go.ts';
import type { Installer } from './installer.ts';

/** The schemas of custom resources, out of the definitions that their projects publish. */
export const installCustomResources: Installer<'crds'> = async ({ modules }, { folder, target, step }) => {
  for (const { module, definitions } of modules) {
    const sources = join(await downloadModule(module, folder, step), definitions);
    for (const file of readdirSync(sources).filter(name => name.endsWith('.yaml')))
      for (const [name, schema] of customSchemas(readFileSync(join(sources, file), 'utf8'))) {
        const path = join(target, name);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, JSON.stringify(schema));
      }
  }
};

const rootSchema = v.looseObject({ properties: v.optional(v.looseObject({})) });

const definition = v.object({
  kind: v.literal('CustomResourceDefinition'),
  spec: v.object({
    group: v.string(),
    names: v.object({ kind: v.string() }),
    versions: v.array(v.object({ name: v.string(), schema: v.object({ openAPIV3Schema: rootSchema }) })),
  }),
});

/**
 * The strict schemas of the definitions in a YAML text, by `GROUP/KIND_VERSION.json`; what is no definition is passed over.
 */
export function customSchemas(text: string): ReadonlyMap<string, unknown> {
  const schemas = new Map<string, unknown>();
  for (const document of parseAllDocuments(text)) {
    const { success, output } = v.safeParse(definition, document.toJS({ maxAliasCount: 0 }));
    if (!success) continue;
    const { group, names, versions } = output.spec;
    for (const { name, schema } of versions)
      schemas.set(
        `${group}/${names.kind.toLowerCase()}_${name}.json`,
        strict(objectSchema(schema.openAPIV3Schema)),
      );
  }
  return schemas;
}

/** What every object has: a definition need not say it, and those of Istio do not. */
const ofEveryObject = {
  apiVersion: { type: 'string' },
  kind: { type: 'string' },
  metadata: { type: 'object' },
};

function objectSchema(root: v.InferOutput<typeof rootSchema>): unknown {
  const { properties } = root;
  return properties ? { ...root, properties: { ...ofEveryObject, ...properties } } : root;
}

/** As the API server prunes: a key that no property names is none, unless the definition keeps unknown ones. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema);
  const isOpen = entries.some(
    ([key, value]) =>
      key === 'additionalProperties' || (key === 'x-kubernetes-preserve-unknown-fields' && value),
  );
  const isEither = entries.some(([key, value]) => key === 'x-kubernetes-int-or-string' && value);
  return {
    ...Object.fromEntries(
      entries.map(([key, value]) => [key, key === 'properties' ? eachStrict(value) : strict(value)]),
    ),
    ...(entries.some(([key]) => key === 'properties') && !isOpen && { additionalProperties: false }),
    ...(isEither && { type: ['string', 'integer'] }),
  };
}

/** The names of properties are no keywords, whatever they are. */
const eachStrict = (properties: unknown): unknown =>
  Object.fromEntries(Object.entries(properties ?? {}).map(([name, schema]) => [name, strict(schema)]));
