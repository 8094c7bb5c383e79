import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { generate } from '../generate.ts';
import { propose } from '../propose.ts';
import { requestIn } from '../testing/request.ts';

const api = 'name: api\nlanguage: node\nport: 8080\n';

/** Generates from one document, and gives what is said of environments when it is replaced by another. */
async function saidOf(before: string, now: string): Promise<string[]> {
  const folder = laidOut({ 'devops-flow.yaml': before });
  await generate({ ...requestIn(folder), mode: 'write' });
  return saidWith(now, folder);
}

async function saidWith(document: string, folder: string): Promise<string[]> {
  writeFileSync(join(folder, 'devops-flow.yaml'), document);
  const { problems } = await propose(requestIn(folder));
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
    const folder = laidOut({ 'devops-flow.yaml': api });
    await generate({ ...requestIn(folder), mode: 'write' });
    expect(await saidWith(only, folder)).toHaveLength(1);
    await generate({ ...requestIn(folder), mode: 'write' });
    expect(await saidWith(only.replace('8080', '9090'), folder)).toEqual([]);
  });
});
