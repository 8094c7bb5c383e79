import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadModule } from './go.ts';
import type { Installer } from './index.ts';
import { strictSchemas } from './openapi.ts';

/** The schemas of all kinds of objects, out of the OpenAPI document of that version. */
export const installKubernetesSchemas: Installer<'kubernetes'> = async ({ module }, tool, folder, step) => {
  const sources = await downloadModule(module, folder, step);
  const swagger: unknown = JSON.parse(
    readFileSync(join(sources, 'api', 'openapi-spec', 'swagger.json'), 'utf8'),
  );
  const schemas = join(folder, 'bin', tool.file);
  mkdirSync(schemas, { recursive: true });
  for (const [file, schema] of strictSchemas(swagger))
    writeFileSync(join(schemas, file), JSON.stringify(schema));
};
