import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { planBase } from './plan-base.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function git(folder: string, ...args: string[]): void {
  const identity = ['-c', 'user.name=x', '-c', 'user.email=x@example.com', '-c', 'commit.gpgsign=false'];
  expect(spawnSync('git', [...identity, ...args], { cwd: folder }).status).toBe(0);
}

/** The causes of going from one devops-flow.yaml, which is committed, to another: field, old, new, and its line. */
async function causes(before: string, now: string): Promise<string[]> {
  const workingFolder = mkdtempSync(join(tmpdir(), 'compare-'));
  folders.push(workingFolder);
  const file = join(workingFolder, 'devops-flow.yaml');
  writeFileSync(file, before);
  git(workingFolder, 'init', '-q');
  git(workingFolder, 'add', '-A');
  git(workingFolder, 'commit', '-q', '-m', 'one');
  writeFileSync(file, now);
  const plan = await planBase(
    { workingFolder, documents: { folder: workingFolder }, families: [], options: {}, ownFolder: false },
    'HEAD',
  );
  return plan.causes.map(({ field, old, new: value, at }) =>
    [`${field} ${old} -> ${value}`, ...(at ? [`line ${at.line}`] : [])].join(', '),
  );
}

const api = 'name: api\nlanguage: node\nport: 8080\n';

describe('the fields that differ between two states of the documents', () => {
  it('are those of environments by their name, not by their place in the list', async () => {
    const named = `${api}environments: { production: { replicas: 4 } }\n`;
    expect(await causes(api, named)).toEqual([
      'service.environments.production.replicas 2 -> 4, line 4',
      'service.environments.staging.name staging -> undefined',
      'service.environments.staging.strategy blue-green -> undefined',
      'service.environments.staging.approval false -> undefined',
      'service.environments.staging.replicas 2 -> undefined',
    ]);
  });

  it('name the line that decides them, also where they follow from another field', async () => {
    expect(await causes(api, `${api}scaling: { min: 3 }\n`)).toEqual([
      'service.scaling.min 2 -> 3, line 4',
      'service.environments.local.replicas 2 -> 3, line 4',
      'service.environments.staging.replicas 2 -> 3, line 4',
      'service.environments.production.replicas 2 -> 3, line 4',
    ]);
  });
});
