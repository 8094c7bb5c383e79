import { expect, test } from 'vitest';
import type { Deploy } from '../deliver/engine/deploy.ts';
import { deployProblems, whatServes } from './deploy-problems.ts';

const deploy: Deploy = {
  id: 'd1',
  service: 'orders',
  environment: 'local',
  version: 'v3',
  strategy: 'blue-green',
  kind: 'deploy',
  outcome: 'rolled-back',
  reason: '60 of 612 requests answered 5xx (9.8 %, limit 1 %)',
  requests: 612,
  failed: 60,
  retried: 0,
  byCause: { 'version-5xx': 60 },
  byPhase: { bake: 60 },
  mirrored: null,
  readyMs: 150,
  switchMs: 9,
  drainMs: 4,
  rollbackMs: 15,
  p99Ms: 5,
  quietP99Ms: 5,
  smoke: { passed: 6, total: 6 },
  release: 'aaa',
  previous: 'v2',
  serving: 'bbb',
  members: [],
  hooks: [],
  approvedBy: [],
  details: [],
  appliedMigrations: [],
};
const exited = { reason: 'exited', exitCode: 7, lastLines: ['cannot reach the database'] } as const;

test('a version that was promoted has no problem', () => {
  expect(deployProblems().of({ ...deploy, outcome: 'promoted' })).toEqual([]);
  expect(deployProblems().of(null)).toEqual([]);
});

test('a version that was rolled back is a problem with its reason, the rule, and where to look', () => {
  expect(deployProblems().of(deploy, { firstError: "TypeError: 'name'  receipt.js:4", places: {} })).toEqual([
    {
      id: 'deploy-rolled-back',
      severity: 'error',
      message: 'v3 was rolled back: 60 of 612 requests answered 5xx (9.8 %, limit 1 %)',
      why: 'a version is kept only when it passes its smoke tests, stays within the error limit for the whole bake time, and nothing stops the deploy before its deadline',
      fix: 'look at what it wrote: devops-flow logs --release v3',
      detail: ["first error: TypeError: 'name'  receipt.js:4"],
    },
  ]);
});

test('a first version that fails is told apart: nothing serves', () => {
  const failed: Deploy = {
    ...deploy,
    outcome: 'failed',
    previous: null,
    serving: null,
    reason: '1 of 6 failed',
  };
  expect(deployProblems().of(failed)).toMatchObject([
    {
      id: 'deploy-failed',
      message: 'v3 failed: 1 of 6 failed',
      why: expect.stringContaining('nothing serves'),
    },
  ]);
});

test('what is left when nothing could be put back is told: the scaled service, or the bad version itself', () => {
  const failed: Deploy = { ...deploy, outcome: 'failed', serving: deploy.release };
  expect(deployProblems().of({ ...failed, kind: 'scale' })[0]?.why).toBe(
    'what is scaled is what serves: it is left as it is',
  );
  expect(deployProblems().of(failed)[0]?.why).toContain('the version before could not take the traffic back');
  expect([whatServes(failed), whatServes(deploy), whatServes({ ...deploy, serving: null })]).toEqual([
    'v3 still serves',
    'v2 still serves',
    'nothing serves',
  ]);
});

test('a version that did not start is told with its last log lines', () => {
  const problems = deployProblems();
  problems.note(exited);
  expect(problems.of({ ...deploy, readyMs: null, reason: 'it exited at once (exit code 7)' })).toMatchObject([
    {
      id: 'start-failed',
      message: 'v3 did not start: it exited at once (exit code 7)',
      fix: 'mend the service and run `devops-flow up` again; v2 still serves',
      detail: ['its last log lines:', 'cannot reach the database'],
    },
  ]);
});

test('a start that failed in the deploy that was finished first is not blamed on this one', () => {
  const problems = deployProblems();
  problems.note(exited);
  expect(problems.of(deploy)[0]?.id).toBe('deploy-rolled-back');
  problems.begin();
  expect(problems.of({ ...deploy, readyMs: null, reason: 'interrupted' })[0]?.id).toBe('deploy-rolled-back');
});

test('a start command that does not exist is shown where the documents name it', () => {
  const problems = deployProblems();
  const command = { file: 'SPEC-01.yaml', line: 49, column: 18 };
  problems.note({ reason: 'command-missing', error: 'nodee', lastLines: [] });
  const failed = { ...deploy, readyMs: null, reason: 'its start command does not exist: nodee' };
  expect(problems.of(failed, { firstError: null, places: { command } })).toMatchObject([
    { id: 'start-failed', at: command },
  ]);
});
