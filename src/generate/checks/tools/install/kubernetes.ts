import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { downloadModule } from './go.ts';
import type { Installer } from './installer.ts';
import { strictSchemas } from './openapi.ts';

/** The schemas of all kinds of objects, out of the OpenAPI document of that version. */
export const installKubernetesSchemas: Installer<'kubernetes'> = async (
  { module },
  { folder, target, step },
) => {
  const sources = await downloadModule(module, folder, step);
  const swagger: unknown = JSON.parse(
    readFileSync(join(sources, 'api', 'openapi-spec', 'swagger.json'), 'utf8'),
  );
  mkdirSync(target);
  for (const [file, schema] of strictSchemas(swagger))
    writeFileSync(join(target, file), JSON.stringify(schema));
};
