import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Folder } from './command-line.ts';

const deployment = 'k8s/deployment.yaml';
const hpa = 'k8s/hpa.yaml';
const req = 'docs/07_REQ/REQ-01_orders_delivery.md';
const spec = 'docs/09_SPEC/SPEC-01_orders.yaml';
const lock = '.devops-flow/lock.json';

function git(folder: Folder, ...args: string[]): { status: number | null; stdout: string } {
  const person = ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', '-c', 'commit.gpgsign=false'];
  return spawnSync('git', [...person, ...args], { cwd: folder.path, encoding: 'utf8' });
}

function commit(folder: Folder): void {
  git(folder, 'add', '-A');
  expect(git(folder, 'commit', '-q', '-m', 'work').status).toBe(0);
}

/** A repository with generated files; `attributes` says whether git is told how to merge the lock. */
function repository(attributes = true): Folder {
  const folder = new Folder();
  folder.copyExample('orders/docs', 'docs');
  git(folder, 'init', '-q', '-b', 'main');
  if (!attributes) folder.write('.devops-flow/.gitattributes', '# nothing\n');
  expect(folder.run('generate', '--family', 'kubernetes').status).toBe(0);
  commit(folder);
  return folder;
}

const generate = (folder: Folder, ...families: string[]) =>
  folder.json('generate', ...['kubernetes', ...families].flatMap(family => ['--family', family]));

/** Ann wants more replicas and notes something; Ben gives it more CPU, makes the scripts, and edits both. */
function branches(folder: Folder): void {
  git(folder, 'checkout', '-q', '-b', 'ann');
  folder.edit(deployment, 'revisionHistoryLimit: 10', 'revisionHistoryLimit: 12 # Ann');
  folder.edit(hpa, 'kind: HorizontalPodAutoscaler', 'kind: HorizontalPodAutoscaler # Ann');
  folder.edit(req, 'Blue-Green | 5 minutes | 4 |', 'Blue-Green | 5 minutes | 5 |');
  expect(generate(folder).status).toBe(0);
  commit(folder);
  git(folder, 'checkout', '-q', '-b', 'ben', 'main');
  folder.edit(spec, 'cpu: "500m"', 'cpu: "700m"');
  expect(generate(folder, 'scripts').status).toBe(0);
  folder.edit(deployment, 'kind: Deployment', 'kind: Deployment # Ben');
  folder.edit('scripts/health-check.sh', 'set -euo pipefail', 'set -euo pipefail # Ben');
  commit(folder);
}

const expectAll = (folder: Folder) => {
  const text = folder.read(deployment);
  for (const part of [
    'replicas: 5\n',
    'cpu: 700m\n',
    'revisionHistoryLimit: 12 # Ann\n',
    'kind: Deployment # Ben\n',
  ])
    expect(text).toContain(part);
  expect(folder.read(hpa)).toContain('kind: HorizontalPodAutoscaler # Ann\n');
  expect(folder.read(hpa)).toContain('minReplicas: 5\n');
  expect(folder.read('scripts/health-check.sh')).toContain('# Ben\n');
};

/** What is generated from now on is merged with all edits, which only a kept base allows. */
const expectMerges = (folder: Folder) => {
  folder.edit(req, 'Blue-Green | 5 minutes | 5 |', 'Blue-Green | 5 minutes | 6 |');
  const { status, document } = generate(folder, 'scripts');
  expect([status, document['conflicts']]).toEqual([0, []]);
  expect(document['merged']).toEqual([deployment, hpa]);
  expect(folder.read(deployment)).toContain('replicas: 6\n  revisionHistoryLimit: 12 # Ann\n');
};

describe('in git', () => {
  it('a clone has all that a merge needs, and nothing of this machine', () => {
    const folder = repository();
    folder.write('.devops-flow/state.db', 'of this machine');
    folder.write('.devops-flow/releases/1/app', 'of this machine');
    git(folder, 'add', '-A');
    expect(git(folder, 'status', '--porcelain').stdout).toBe('');

    const clone = new Folder();
    expect(git(clone, 'clone', '-q', folder.path, '.').status).toBe(0);
    clone.edit(deployment, 'revisionHistoryLimit: 10', 'revisionHistoryLimit: 12 # Ann');
    clone.edit(req, 'Blue-Green | 5 minutes | 4 |', 'Blue-Green | 5 minutes | 5 |');
    expect(generate(clone)).toMatchObject({
      status: 0,
      document: { merged: [deployment], written: [hpa], conflicts: [] },
    });
    expect(clone.read(deployment)).toContain('replicas: 5\n  revisionHistoryLimit: 12 # Ann\n');
  });

  it('two branches that both generated merge without a conflict, with every edit', () => {
    const folder = repository();
    branches(folder);
    expect(git(folder, 'merge', '-q', '-m', 'both', 'ann').status).toBe(0);
    expect(generate(folder, 'scripts')).toMatchObject({ status: 0, document: { conflicts: [] } });
    expectAll(folder);
    expect(generate(folder, 'scripts').document).toMatchObject({ written: [], merged: [] });
    expectMerges(folder);
  });

  it.each([
    ['ours', (folder: Folder) => git(folder, 'checkout', '--ours', lock)],
    ['theirs', (folder: Folder) => git(folder, 'checkout', '--theirs', lock)],
    [
      'both, without the marker lines',
      (folder: Folder) =>
        folder.write(lock, folder.read(lock).replaceAll(/^(?:<<<<<<<|=======|>>>>>>>).*\n/gm, '')),
    ],
  ])(
    'a lock with the markers of a conflict is named, and either side of it loses no edit: %s',
    (_, settle) => {
      const folder = repository(false);
      branches(folder);
      expect(git(folder, 'merge', '-q', '-m', 'both', 'ann').status).toBe(1);
      expect(git(folder, 'diff', '--name-only', '--diff-filter=U').stdout).toBe(`${lock}\n`);
      for (const command of ['plan', 'check', 'generate']) {
        const { status, document } = folder.json(command);
        expect(status).toBe(1);
        expect(document['problems']).toMatchObject([
          { id: 'lock-conflicted', fix: expect.stringContaining('then run') },
        ]);
      }
      settle(folder);
      expect(generate(folder, 'scripts')).toMatchObject({ status: 0, document: { conflicts: [] } });
      expectAll(folder);
      expectMerges(folder);
    },
  );
});
