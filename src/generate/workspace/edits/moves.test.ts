import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { applySaved } from '../saved-plan/apply.ts';
import { parsePlan } from '../saved-plan/parse.ts';
import { printPlan } from '../saved-plan/print.ts';
import { sha256 } from '../sha256.ts';
import { actions, emptyFolder, filesOf, ids, put, scope } from '../testing/project.ts';
import { plan, readLock, write } from '../workspace.ts';

const deployment = (name: string, image = `${name}:1`) => `kind: Deployment
metadata:
  name: ${name}
spec:
  replicas: 2
  template:
    spec:
      containers:
        - name: ${name}
          image: ${image}
`;

/** The digest of the edited text in a plan, and that of the text without the edit. */
function texts(saved: string, instead: string): [string, string] {
  const { texts } = JSON.parse(saved) as { texts: { sha256: string; text: string }[] };
  const edited = texts.find(({ text }) => text.includes('replicas: 5'));
  return [edited?.sha256 ?? '', sha256(edited?.text.replace('replicas: 5', instead) ?? '')];
}

describe('a file that was edited and is generated at another place now', () => {
  it('takes its edits with it when the family gets another folder', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { 'deployment.yaml': deployment('api'), 'pdb.yaml': 'kind: X\n' })]);
    put(root, 'k8s/deployment.yaml', deployment('api').replace('replicas: 2', 'replicas: 5 # night'));
    const made = await write(root, [
      { ...scope('k8s', {}) },
      scope('deploy/k8s', { 'deployment.yaml': deployment('api', 'api:2'), 'pdb.yaml': 'kind: X\n' }),
    ]);
    expect(actions(made)).toEqual({
      'deploy/k8s/deployment.yaml': 'merged',
      'deploy/k8s/pdb.yaml': 'created',
      'k8s/deployment.yaml': 'removed',
      'k8s/pdb.yaml': 'removed',
    });
    expect(ids(made)).toEqual(['note edits-moved']);
    expect(filesOf(root)).toEqual({
      'deploy/k8s/deployment.yaml': deployment('api', 'api:2').replace('replicas: 2', 'replicas: 5 # night'),
      'deploy/k8s/pdb.yaml': 'kind: X\n',
    });
  });

  it('is edited from then on like any other', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { 'a.yaml': deployment('api') })]);
    const mine = deployment('api').replace('replicas: 2', 'replicas: 5');
    put(root, 'k8s/a.yaml', mine);
    const moved = [scope('k8s', {}), scope('deploy', { 'a.yaml': deployment('api') })];
    await write(root, moved);
    const again = await write(root, moved);
    expect([actions(again), ids(again)]).toEqual([{ 'deploy/a.yaml': 'kept' }, ['note edited-by-hand']]);
    expect(filesOf(root)).toEqual({ 'deploy/a.yaml': mine });
  });

  it('goes to the service that it belonged to when a second one comes', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { 'deployment.yaml': deployment('api') })]);
    put(root, 'k8s/deployment.yaml', `${deployment('api')}# ours\n`);
    await write(root, [
      scope('k8s', {
        'api/deployment.yaml': deployment('api'),
        'web/deployment.yaml': deployment('web'),
      }),
    ]);
    expect(filesOf(root)).toEqual({
      'k8s/api/deployment.yaml': `${deployment('api')}# ours\n`,
      'k8s/web/deployment.yaml': deployment('web'),
    });
  });

  it('stays where its edits do not fit, and says where they belong', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { 'a.yaml': deployment('api') })]);
    const mine = deployment('api').replace('replicas: 2', 'replicas: 5');
    put(root, 'k8s/a.yaml', mine);
    const theirs = deployment('api').replace('replicas: 2', 'replicas: 3');
    const made = await write(root, [scope('k8s', {}), scope('deploy', { 'a.yaml': theirs })]);
    expect(actions(made)).toEqual({ 'deploy/a.yaml': 'created', 'k8s/a.yaml': 'kept' });
    expect(made.problems.map(({ fix }) => fix)).toEqual([
      'carry your edits over to deploy/a.yaml, then delete k8s/a.yaml',
    ]);
    expect(filesOf(root)).toEqual({ 'deploy/a.yaml': theirs, 'k8s/a.yaml': mine });
  });

  it.each([
    ['nothing is like it', { 'other.yaml': 'kind: Service\n' }],
    ['two files are as like it', { 'b.yaml': deployment('api'), 'c.yaml': deployment('api') }],
  ])('stays where %s', async (_, files) => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { 'a.yaml': deployment('api') })]);
    put(root, 'k8s/a.yaml', 'mine\n');
    const made = await write(root, [scope('k8s', {}), scope('deploy', files)]);
    expect(ids(made)).toEqual(['warning orphan-edited']);
    expect(readFileSync(join(root, 'k8s/a.yaml'), 'utf8')).toBe('mine\n');
  });

  it('is moved by a saved plan too, but by none that would lose an edit', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { 'a.yaml': deployment('api') })]);
    const mine = deployment('api').replace('replicas: 2', 'replicas: 5');
    put(root, 'k8s/a.yaml', mine);
    const moved = [scope('k8s', {}), scope('deploy', { 'a.yaml': deployment('api', 'api:2') })];
    const saved = printPlan(await plan(root, moved));
    const losing = saved.replaceAll('replicas: 5', 'replicas: 2').replaceAll(...texts(saved, 'replicas: 2'));
    await expect(applySaved(root, parsePlan(losing, 'plan.json'))).rejects.toThrow(
      'k8s/a.yaml was not generated here',
    );
    expect(filesOf(root)).toEqual({ 'k8s/a.yaml': mine });
    await applySaved(root, parsePlan(saved, 'plan.json'));
    expect(filesOf(root)).toEqual({
      'deploy/a.yaml': mine.replace('api:1', 'api:2'),
    });
  });

  it('never goes over a file that is there already', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { 'a.yaml': deployment('api') })]);
    put(root, 'k8s/a.yaml', 'mine\n');
    put(root, 'deploy/a.yaml', 'of somebody else\n');
    const made = await write(root, [scope('k8s', {}), scope('deploy', { 'a.yaml': deployment('api') })]);
    expect(actions(made)).toEqual({ 'deploy/a.yaml': 'refused', 'k8s/a.yaml': 'kept' });
    expect(existsSync(join(root, 'k8s/a.yaml'))).toBe(true);
    expect(readLock(root).entries).toHaveLength(1);
  });
});
