import { expect, test } from 'vitest';
import { type Document, lostNothing, Project, saying } from './delivery-rig.ts';

type Asked = Pick<Document, 'problems'>;

/** Ben has begun a canary of v2, and a SPEC wants somebody to look at half of the traffic. */
async function asked() {
  const project = await Project.open({ env: { DEVOPS_FLOW_ACTOR: 'ben' } });
  project.spec('baseline: false', 'steps: [{ weight: 50, seconds: 0.5, approval: true }]');
  await project.first();
  const load = project.load(0, 100);
  project.write(saying('v2'));
  const { end } = project.begin('--as', 'v2', '--strategy', 'canary');
  await project.until('awaiting');
  return { project, load, end };
}

const manyTexts = async (project: Project) => {
  const texts = await Promise.all(Array.from({ length: 40 }, () => project.text()));
  return [...new Set(texts)].sort();
};

test('whoever began a canary can neither approve, reject nor promote it: the reason says why, and nothing changes', async () => {
  const { project, load } = await asked();
  for (const command of ['approve', 'reject', 'promote']) {
    const { code, document } = await project.json<Asked>(command, '.');
    expect([code, document.problems[0]?.id]).toEqual([1, 'ask-refused']);
    expect(document.problems[0]?.message).toMatch(
      /ben began it: somebody else has to answer$|somebody else than ben has to answer before$/,
    );
  }
  expect((await project.status()).inProgress).toMatchObject({ state: 'awaiting', ask: 'go on from 50 %' });
  expect(await manyTexts(project)).toEqual(['v1', 'v2']);
  expect(await lostNothing(load)).toEqual({ own: 0 });
}, 120_000);

test('somebody else rejects: half of the traffic goes back, and the record says who and why', async () => {
  const { project, load, end } = await asked();
  expect((await project.run('status', '.')).stdout).toMatch(
    /v2 asks: go on from 50 %\? {2}.*devops-flow approve \., or reject\n {2}traffic: v2 50 %, v1 50 %\n/,
  );
  expect((await project.json<Asked>('reject', '.', '--by', 'anna', '--reason', 'wrong colours')).code).toBe(
    0,
  );
  expect(await end()).toMatchObject({
    outcome: 'rolled-back',
    reason: 'rejected by anna: wrong colours',
    approvedBy: [],
  });
  expect(await manyTexts(project)).toEqual(['v1']);
  expect(await lostNothing(load)).toEqual({ own: 0 });
}, 120_000);

test('somebody else approves: all traffic follows, and history keeps who it was', async () => {
  const { project, load, end } = await asked();
  expect((await project.json<Asked>('approve', '.', '--by', 'anna')).code).toBe(0);
  expect((await end()).outcome).toBe('promoted');
  expect((await project.status()).deploys[0]).toMatchObject({ version: 'v2', approvedBy: ['anna'] });
  expect((await project.run('history', '.', '--limit', '1')).stdout).toContain('approved by anna');
  expect(await manyTexts(project)).toEqual(['v2']);
  expect(await lostNothing(load)).toEqual({ own: 0 });
}, 120_000);
