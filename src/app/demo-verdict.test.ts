import { expect, test } from 'vitest';
import type { Deploy } from '../deliver/engine/deploy.ts';
import { type Figures, ranHere, storyProblems } from './demo-verdict.ts';

const deploy = (version: string, facts: Partial<Deploy>): Deploy => ({
  id: version,
  service: 'orders',
  environment: 'local',
  version,
  strategy: 'blue-green',
  kind: 'deploy',
  outcome: 'promoted',
  reason: '',
  requests: 100,
  failed: 0,
  retried: 0,
  byCause: {},
  byPhase: {},
  mirrored: null,
  readyMs: 100,
  switchMs: 10,
  drainMs: 10,
  rollbackMs: null,
  p99Ms: 3,
  quietP99Ms: 3,
  smoke: null,
  release: version,
  previous: null,
  serving: version,
  members: [],
  hooks: [],
  approvedBy: [],
  details: [],
  appliedMigrations: [],
  ...facts,
});

const good: Figures = {
  deploys: [
    deploy('v1', {}),
    deploy('v2', { previous: 'v1' }),
    deploy('v3', {
      previous: 'v2',
      outcome: 'rolled-back',
      rollbackMs: 15,
      failed: 9,
      byCause: { 'version-5xx': 9 },
    }),
  ],
  client: { requests: 300, lost: 0 },
  router: { requests: 300 },
  writes: { acknowledged: 60, storedOnce: 60 },
};
const messages = (figures: Figures) => storyProblems(figures).map(({ message }) => message);

test('the story holds when all figures do; requests of somebody else, and the answers of a bad version, do not break it', () => {
  expect(messages(good)).toEqual([]);
  expect(messages({ ...good, router: { requests: 307 } })).toEqual([]);
});

test('each figure that does not hold is named with what it was and what it should have been', () => {
  const bad: Figures = {
    deploys: [
      deploy('v1', {}),
      deploy('v2', { previous: 'v1', byCause: { 'connect-failed': 2 } }),
      deploy('v3', {}),
    ],
    client: { requests: 300, lost: 1 },
    router: { requests: 299 },
    writes: { acknowledged: 60, storedOnce: 59 },
  };
  expect(messages(bad)).toEqual([
    'the story did not hold: v1, v2 and v3 ended: promoted, promoted, promoted, not promoted, promoted, rolled-back',
    'the story did not hold: requests lost, counted at the client: 1, not 0',
    'the story did not hold: requests lost, by the ledgers: 2, not 0',
    'the story did not hold: acknowledged writes that are stored once: 59, not 60',
    'the story did not hold: requests that the router saw: 299, not 300 or more',
  ]);
});

test('only what really ran is said to have run', () => {
  expect(ranHere(good)).toEqual(['service', 'router', 'deploy', 'rollback']);
  expect(ranHere({ deploys: [deploy('v1', {})], router: { requests: 5 } })).toEqual(['service', 'router']);
  expect(ranHere({ deploys: [deploy('v1', { outcome: 'failed' })], router: { requests: 0 } })).toEqual([]);
});
