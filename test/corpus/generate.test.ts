import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findings } from '../../src/app/generate/findings/findings.ts';
import { prepare } from '../../src/app/generate/prepare.ts';

const corpus = process.env['DEVOPS_FLOW_CORPUS'];
const why = corpus ? '' : ' (skipped: DEVOPS_FLOW_CORPUS does not name the folder of real documents)';

/** It requires a variable that nothing here sets. */
const refused = 'compose/04-interpolation.yaml';

const own = (folder: string) =>
  readdirSync(new URL(folder, import.meta.url))
    .filter(name => /\.ya?ml$/.test(name) && join(folder, name) !== refused)
    .map(name => join('test/corpus', folder, name));
const real = (folder: string) =>
  corpus
    ? readdirSync(join(corpus, folder))
        .filter(name => /\.ya?ml$/.test(name) && !name.includes('TEMPLATE'))
        .map(name => join(corpus, folder, name))
    : [];

/** Everything that is generated from one document, and what the checks say about it. */
async function generated(kind: 'score' | 'compose', file: string) {
  const request = {
    workingFolder: process.cwd(),
    families: [],
    options: {},
    ownFolder: false,
    output: 'out',
  };
  const prepared = await prepare({ ...request, documents: { [kind]: [file] } });
  const found = await findings(prepared.loaded.sourced.project, prepared.artifacts);
  return { ...prepared, found };
}

describe.each([
  ['score', [...real('score'), ...own('score')]],
  ['compose', [...real('compose'), ...own('compose')]],
] as const)(`every %s file${why}`, (kind, files) => {
  it.each(files)('%s is generated from, and no check finds an error', async file => {
    const { loaded, artifacts, found, problems } = await generated(kind, file);
    expect(loaded.documents.map(document => document.file)).toContain(file);
    expect(loaded.sourced.project.services.length + loaded.sourced.project.resources.length).toBeGreaterThan(
      0,
    );
    expect(artifacts.length).toBeGreaterThan(0);
    expect([...found, ...problems].filter(({ severity }) => severity === 'error')).toEqual([]);
    const paths = artifacts.map(({ family, path }) => `${family} ${path}`);
    expect(new Set(paths).size).toBe(paths.length);
  });
});

it('a Compose file whose required variable is not set is refused by its name', async () => {
  await expect(generated('compose', join('test/corpus', refused))).rejects.toThrow(
    'compose-variable-required: the variable SET is required: must be set',
  );
});
