import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Installer } from './index.ts';
import { strictSchemas } from './openapi.ts';

const download = v.object({ Dir: v.string() });

/** The schemas of all kinds of objects, out of the OpenAPI document of that version. */
export const installKubernetesSchemas: Installer<'kubernetes'> = async ({ module }, tool, folder, step) => {
  const { stdout } = await step(['go', 'mod', 'download', '-json', module], { cwd: folder });
  const { Dir: sources } = v.parse(download, JSON.parse(stdout));
  const swagger: unknown = JSON.parse(
    readFileSync(join(sources, 'api', 'openapi-spec', 'swagger.json'), 'utf8'),
  );
  const schemas = join(folder, 'bin', tool.file);
  mkdirSync(schemas, { recursive: true });
  for (const [file, schema] of strictSchemas(swagger))
    writeFileSync(join(schemas, file), JSON.stringify(schema));
};
