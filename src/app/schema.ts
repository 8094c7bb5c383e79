import { toJsonSchema } from '@valibot/to-json-schema';
import { failure } from '../errors/index.ts';
import { folders } from '../generate/artifacts/index.ts';
import { nativeSchema } from '../generate/documents/native/schema.ts';
import { nearest } from '../model/names.ts';
import { type SchemaName, schemas } from './schemas.ts';

/** The commands whose `--json` output has a schema. */
export const schemaNames = Object.keys(schemas) as SchemaName[];

/** The single-family commands print what `generate` prints. */
const printedBy = (command: string) => (command.startsWith('generate-') ? 'generate' : command);

/**
 * The JSON Schema (draft 2020-12) of a command's `--json` document.
 *
 * @throws Failure `schema-unknown` with exit code 64
 */
export function jsonSchema(command: string): Record<string, unknown> {
  const name = schemaNames.find(known => known === printedBy(command));
  if (name === undefined)
    throw failure(
      'schema-unknown',
      { command, known: schemaNames, suggestion: nearest(command, schemaNames) },
      { exitCode: 64 },
    );
  return {
    ...toJsonSchema(schemas[name], {
      target: 'draft-2020-12',
      // Readonly is a promise of the type, not of the document.
      ignoreActions: ['readonly'],
    }),
  };
}

/** The JSON Schema (draft 2020-12) of devops-flow.yaml; the package carries it as schema/devops-flow.schema.json. */
export function documentSchema(): Record<string, unknown> {
  return nativeSchema(Object.keys(folders));
}
