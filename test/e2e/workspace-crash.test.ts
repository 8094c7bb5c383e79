import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleForTests } from '../../src/generate/workspace/testing/bundle.ts';
import { Folder, runAside } from './command-line.ts';

const program = bundleForTests(new URL('workspace-cut-off.ts', import.meta.url));

const cutOff = ({ path }: Folder, step: number) => runAside([program, String(step)], path);

const deployment = 'k8s/deployment.yaml';
const hpa = 'k8s/hpa.yaml';
/** One family of a small service: what is tried is the write, in some forty processes. */
const service =
  'name: orders\nlanguage: node\nport: 3000\nscaling: { min: 4, max: 8 }\noutputs: { kubernetes: {} }\n';
const families = ['--family', 'kubernetes'];

const setOf = (folder: Folder) => [folder.read(deployment), folder.read(hpa)];
const idsOf = (document: Record<string, unknown>) =>
  (document['problems'] as { id: string }[]).map(({ id }) => id);

/** The steps of this write: each is a place to be killed at. From `recorded` on the write will be finished. */
const steps = 11;
const recorded = 4;

describe('a generate that is killed (SIGKILL)', () => {
  /** Generated, then edited by a person, while the document wants five replicas where there were four. */
  const waiting = new Folder(afterAll);
  /** The same, its write cut off behind the first file. */
  const cut = new Folder(afterAll);

  beforeAll(async () => {
    waiting.write('devops-flow.yaml', service);
    expect(waiting.run('generate', ...families).status).toBe(0);
    waiting.edit(deployment, 'revisionHistoryLimit: 10', 'revisionHistoryLimit: 12 # mine');
    waiting.edit(hpa, 'kind: HorizontalPodAutoscaler', 'kind: HorizontalPodAutoscaler # ours');
    waiting.edit('devops-flow.yaml', 'min: 4', 'min: 5');
    cpSync(waiting.path, cut.path, { recursive: true });
    expect(await cutOff(cut, recorded + 1)).toMatchObject({
      signal: 'SIGKILL',
      stdout: `write ${deployment}`,
    });
    expect(cut.read(hpa)).toContain('minReplicas: 4');
  });

  it('leaves the old set or the new set, with every edit, to a plan that comes next, whatever the step', async () => {
    const old = setOf(waiting);
    const done = waiting.copy();
    expect(await cutOff(done, steps + 1)).toMatchObject({ signal: null, status: 0, stderr: '' });
    const fresh = setOf(done);
    expect(fresh[0]).toContain('replicas: 5\n  revisionHistoryLimit: 12 # mine\n');
    expect(fresh[1]).toContain('kind: HorizontalPodAutoscaler # ours\n');

    const killedAt = async (step: number) => {
      const folder = waiting.copy();
      expect((await cutOff(folder, step)).signal).toBe('SIGKILL');
      const { status, document } = await folder.jsonAside('plan', ...families);
      expect(status).toBe(0);
      expect(setOf(folder)).toEqual(step < recorded ? old : fresh);
      expect(idsOf(document).includes('write-finished')).toBe(step >= recorded && step < steps - 1);
      expect(document['merged']).toEqual(step < recorded ? [deployment, hpa] : []);
      expect(folder.files('.devops-flow')).not.toContain('intent.json');
    };
    await Promise.all(Array.from({ length: steps }, (_, i) => killedAt(i + 1)));
  });

  it.each([
    ['check'],
    ['generate', '--dry-run', ...families],
    ['generate', '--check', ...families],
    ['explain', `${deployment}:17`],
    ['explain', 'service.port'],
    ['resolve', deployment, '--mine'],
    ['upgrade', '--plan'],
    ['eject', '--dry-run'],
  ])('is finished by the next command, which says so: %s', (...command) => {
    const folder = cut.copy();
    const { document } = folder.json(...command);
    expect(idsOf(document)).toContain('write-finished');
    expect(folder.read(hpa)).toContain('minReplicas: 5');
  });

  it('is finished before a saved plan is found to be about the state before', async () => {
    const folder = waiting.copy();
    folder.run('plan', ...families, '--save', 'p.json');
    await cutOff(folder, recorded + 1);
    const { status, document } = folder.json('generate', '--plan', 'p.json');
    expect(status).toBe(1);
    expect(idsOf(document)).toEqual(expect.arrayContaining(['plan-outdated', 'write-finished']));
    expect(folder.read(hpa)).toContain('minReplicas: 5');
  });

  it('is not finished while its process lives: who reads meanwhile is told so', () => {
    const folder = cut.copy();
    // This test lives, and "0" is what stands for a start time that cannot be read.
    folder.write(`.devops-flow/writers/${process.pid}-0`, '');
    const { status, document } = folder.json('plan', ...families);
    expect([status, idsOf(document)]).toEqual([1, ['generate-in-progress']]);
    expect(folder.read(hpa)).toContain('minReplicas: 4');
  });

  const readOnly = 'mount --bind . . && mount -o remount,bind,ro . && cd "$PWD" && exec "$@"';
  const mayMount = spawnSync('unshare', ['-m', 'true']).status === 0;
  it.skipIf(!mayMount)(
    'stays as it is on a disk that may only be read, with a warning (needs `unshare -m`)',
    () => {
      const folder = cut.copy();
      const plan = [
        'sh',
        '-c',
        readOnly,
        'sh',
        process.execPath,
        folder.bundle,
        'plan',
        ...families,
        '--json',
      ];
      const { stdout, stderr } = spawnSync('unshare', ['-m', ...plan], {
        cwd: folder.path,
        encoding: 'utf8',
      });
      expect(stderr).toBe('');
      const document = JSON.parse(stdout) as Record<string, unknown>;
      expect(idsOf(document)).toContain('write-unfinished');
      expect(folder.files('.devops-flow')).toContain(join('intent.json'));
    },
  );
});
