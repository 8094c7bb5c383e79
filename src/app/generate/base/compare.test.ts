import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { git } from '../../../../test/fixtures/git.ts';
import { laidOut } from '../../../../test/fixtures/laid-out.ts';
import { planBase } from '../plan-base.ts';
import { requestIn } from '../testing/request.ts';

/** The causes of going from one devops-flow.yaml, which is committed, to another: field, old, new, and its line. */
async function causes(before: string, now: string): Promise<string[]> {
  const folder = laidOut({ 'devops-flow.yaml': before });
  git(folder, 'init', '-q');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '-m', 'one');
  writeFileSync(join(folder, 'devops-flow.yaml'), now);
  const plan = await planBase(requestIn(folder), 'HEAD');
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
      'service.environments.staging.target kubernetes -> undefined',
      'service.environments.staging.strategy blue-green -> undefined',
      'service.environments.staging.approval false -> undefined',
      'service.environments.staging.replicas 2 -> undefined',
      'service.environments.staging.holdSeconds 86400 -> undefined',
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
