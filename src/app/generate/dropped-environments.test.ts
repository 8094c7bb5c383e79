import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { generate } from './generate.ts';
import { propose } from './propose.ts';

let workingFolder = '';
afterEach(() => rmSync(workingFolder, { recursive: true }));

const api = 'name: api\nlanguage: node\nport: 8080\n';

const request = () => ({
  workingFolder,
  documents: { folder: workingFolder },
  families: [],
  options: {},
  ownFolder: false,
});

/** Generates from one document, and gives what is said of environments when it is replaced by another. */
async function saidOf(before: string, now: string): Promise<string[]> {
  workingFolder = mkdtempSync(join(tmpdir(), 'dropped-'));
  writeFileSync(join(workingFolder, 'devops-flow.yaml'), before);
  await generate({ ...request(), mode: 'write' });
  writeFileSync(join(workingFolder, 'devops-flow.yaml'), now);
  return said();
}

async function said(): Promise<string[]> {
  const { problems } = await propose(request());
  return problems.flatMap(({ id, severity, message, at }) =>
    id === 'environment-dropped' ? [`${severity}, line ${at?.line}: ${message.split(':')[0]}`] : [],
  );
}

describe('an environment that goes because a document names others', () => {
  it.each([
    ['production: { replicas: 4 }', ['warning, line 4: staging is no longer deployed']],
    ['staging: { replicas: 3 }', ['warning, line 4: production is no longer deployed']],
    ['staging: {}, production: { replicas: 4 }', []],
  ])('is a warning at the line that names %s', async (environments, expected) => {
    expect(await saidOf(api, `${api}environments: { ${environments} }\n`)).toEqual(expected);
  });

  it('is said no more once the files are generated without it, also when they change again', async () => {
    const only = `${api}environments: { production: { replicas: 4 } }\n`;
    expect(await saidOf(api, only)).toHaveLength(1);
    await generate({ ...request(), mode: 'write' });
    writeFileSync(join(workingFolder, 'devops-flow.yaml'), only.replace('8080', '9090'));
    expect(await said()).toEqual([]);
  });
});
