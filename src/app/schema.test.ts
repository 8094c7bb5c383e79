import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { documentSchema, jsonSchema, schemaNames } from './schema.ts';

describe('the schemas of --json documents', () => {
  // Stale after a change on purpose? `npx vitest run src/app/schema.test.ts --update` writes them anew.
  it.each(schemaNames)('docs/schemas/%s.json is what `devops-flow schema` prints', async name => {
    const file = fileURLToPath(new URL(`../../docs/schemas/${name}.json`, import.meta.url));
    await expect(`${JSON.stringify(jsonSchema(name), null, 2)}\n`).toMatchFileSnapshot(file);
  });

  it.each(schemaNames)('that of %s is a valid schema and takes the document of a failed command', name => {
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema(name));
    const problems = [{ id: 'x', severity: 'error', message: 'm', why: 'w', fix: 'f' }];
    expect(validate({ schemaVersion: 1, ok: false, problems })).toBe(true);
    expect(validate({ schemaVersion: 2, ok: false, problems })).toBe(false);
    expect(validate({ schemaVersion: 1, ok: true, problems })).toBe(false);
    expect(validate({ schemaVersion: 1, ok: false, problems: [] })).toBe(false);
    expect(validate({ schemaVersion: 1, ok: false, problems, surprise: 1 })).toBe(false);
  });

  it('are printed for the commands of one family too', () => {
    expect(jsonSchema('generate-k8s')).toEqual(jsonSchema('generate'));
  });
});

describe('the schema of devops-flow.yaml', () => {
  it('is the file that the package carries, and a valid schema', async () => {
    const file = fileURLToPath(new URL('../../schema/devops-flow.schema.json', import.meta.url));
    await expect(`${JSON.stringify(documentSchema(), null, 2)}\n`).toMatchFileSnapshot(file);
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false }).compile(
      documentSchema(),
    );
    expect(validate({ name: 'orders', language: 'node', outputs: ['docker'] })).toBe(true);
    expect(validate({ name: 'orders', outputs: ['dokcer'] })).toBe(false);
  });
});
