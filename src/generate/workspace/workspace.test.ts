import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Baselines } from './baselines/baselines.ts';
import type { Plan } from './plan.ts';
import { actions, artifact, emptyFolder, filesOf, ids, put, scope, traces } from './testing/project.ts';
import { plan, readLock, write } from './workspace.ts';

const owned = (ownership: 'once' | 'yours', content: string) => ({
  ...scope('.', {}),
  artifacts: [artifact('values', content, { ownership })],
});

const from = (replicas: number) => [
  { ...scope('.', { a: '1\n' }), inputs: { documents: [], options: { replicas } } },
];

describe('a first write', () => {
  it('creates the files with their modes, and the lock names them with their baselines', async () => {
    const root = emptyFolder();
    const deploy = artifact('deploy.sh', 'echo deploy\n', { mode: 0o755 });
    const made = await write(root, [{ ...scope('scripts', { 'lib/log.sh': 'log\n' }), artifacts: [deploy] }]);
    expect(actions(made)).toEqual({ 'scripts/deploy.sh': 'created' });
    expect(filesOf(root)).toEqual({ 'scripts/deploy.sh': 'echo deploy\n' });
    expect(statSync(join(root, 'scripts/deploy.sh')).mode & 0o111).toBe(0o111);
    const [entry] = readLock(root).entries;
    const locked = entry?.files.get('deploy.sh');
    expect(locked).toEqual({
      sha256: 'a1b6fafd9142ebdcce0d5c6e70cd43370623b45b01757b83c6263e8bd67dc326',
      mode: '755',
    });
    expect(new Baselines(root).read(locked?.sha256 ?? '')).toBe('echo deploy\n');
  });

  it('leaves nothing behind but lock and baselines', async () => {
    const root = emptyFolder();
    await write(root, [scope('.', { a: 'a\n' })]);
    expect(Object.keys(traces(join(root, '.devops-flow'))).map(path => path.split('/')[0])).toEqual(
      expect.arrayContaining(['baselines', 'lock.json', 'writers']),
    );
    expect(existsSync(join(root, '.devops-flow/staging'))).toBe(false);
    expect(existsSync(join(root, '.devops-flow/intent.json'))).toBe(false);
  });
});

describe('a second write', () => {
  it('of the same artifacts touches nothing at all', async () => {
    const root = emptyFolder();
    const scopes = [
      scope('k8s', { 'a.yaml': 'a\n', 'b/c.yaml': 'c\n' }, 'kubernetes'),
      scope('.', { Dockerfile: 'x\n' }, 'docker'),
    ];
    await write(root, scopes);
    const before = traces(root);
    const made = await write(root, scopes);
    expect(actions(made)).toEqual({
      Dockerfile: 'unchanged',
      'k8s/a.yaml': 'unchanged',
      'k8s/b/c.yaml': 'unchanged',
    });
    expect(traces(root)).toEqual(before);
  });

  it('changes what was generated anew and removes unedited orphans with the folders that only held them', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { a: '1\n', b: '1\n', 'old/hpa': '1\n' })]);
    const made = await write(root, [scope('k8s', { a: '2\n', b: '1\n' })]);
    expect(actions(made)).toEqual({ 'k8s/a': 'changed', 'k8s/b': 'unchanged', 'k8s/old/hpa': 'removed' });
    expect(filesOf(root)).toEqual({ 'k8s/a': '2\n', 'k8s/b': '1\n' });
    expect(existsSync(join(root, 'k8s/old'))).toBe(false);
  });

  it('of one family orphans nothing of another, nor of the same family in another folder', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { a: 'a\n' }, 'kubernetes'), scope('scripts', { b: 'b\n' }, 'scripts')]);
    const made = await write(root, [scope('elsewhere', { c: 'c\n' }, 'scripts')]);
    expect(actions(made)).toEqual({ 'elsewhere/c': 'created' });
    expect(filesOf(root)).toEqual({ 'elsewhere/c': 'c\n', 'k8s/a': 'a\n', 'scripts/b': 'b\n' });
    expect(readLock(root).entries.map(({ family, output }) => `${family} ${output}`)).toEqual([
      'scripts elsewhere',
      'kubernetes k8s',
      'scripts scripts',
    ]);
  });

  it('keeps no baseline that the lock does not name', async () => {
    const root = emptyFolder();
    await write(root, [scope('.', { a: '1\n' })]);
    await write(root, [scope('.', { a: '2\n' })]);
    expect(Object.keys(traces(join(root, '.devops-flow/baselines')))).toHaveLength(1);
  });

  it('brings a deleted file back, and says so', async () => {
    const root = emptyFolder();
    await write(root, [scope('.', { a: '1\n' })]);
    rmSync(join(root, 'a'));
    const made = await write(root, [scope('.', { a: '1\n' })]);
    expect(actions(made)).toEqual({ a: 'created' });
    expect(ids(made)).toEqual(['note deleted-by-hand']);
  });

  it('gives a file its mode back when nothing else was edited', async () => {
    const root = emptyFolder();
    const runs = { ...scope('.', {}), artifacts: [artifact('a', 'x\n', { mode: 0o755 })] };
    await write(root, [scope('.', { a: 'x\n' })]);
    expect(actions(await write(root, [runs]))).toEqual({ a: 'changed' });
    expect(statSync(join(root, 'a')).mode & 0o100).toBe(0o100);
  });
});

describe('files that a person touched', () => {
  it('are left with a warning when nothing new is generated', async () => {
    const root = emptyFolder();
    await write(root, [scope('.', { a: '1\n', b: '1\n' })]);
    put(root, 'a', 'mine\n');
    const made = await write(root, [scope('.', { a: '1\n', b: '2\n' })]);
    expect(actions(made)).toEqual({ a: 'kept', b: 'changed' });
    expect(ids(made)).toEqual(['note edited-by-hand']);
    expect(made.problems[0]?.message).toBe('a was edited by hand and is left as it is');
    expect(filesOf(root)).toEqual({ a: 'mine\n', b: '2\n' });
    expect(new Baselines(root).read(readLock(root).entries[0]?.files.get('a')?.sha256 ?? '')).toBe('1\n');
  });

  it('are ours again once they have the generated text', async () => {
    const root = emptyFolder();
    await write(root, [scope('.', { a: '1\n' })]);
    put(root, 'a', '2\n');
    expect(actions(await write(root, [scope('.', { a: '2\n' })]))).toEqual({ a: 'unchanged' });
    expect(actions(await write(root, [scope('.', { a: '3\n' })]))).toEqual({ a: 'changed' });
  });

  it('are left as orphans too, and stay in the lock', async () => {
    const root = emptyFolder();
    await write(root, [scope('.', { a: '1\n', b: '1\n' })]);
    put(root, 'b', 'mine\n');
    for (let run = 0; run < 2; run++) {
      const made = await write(root, [scope('.', { a: '1\n' })]);
      expect(actions(made)).toEqual({ a: 'unchanged', b: 'kept' });
      expect(ids(made)).toEqual(['warning orphan-edited']);
    }
    expect(filesOf(root)).toEqual({ a: '1\n', b: 'mine\n' });
  });
});

describe('ownership', () => {
  it('once: written when absent, never changed or removed again', async () => {
    const root = emptyFolder();
    expect(actions(await write(root, [owned('once', '1\n')]))).toEqual({ values: 'created' });
    expect(actions(await write(root, [owned('once', '2\n')]))).toEqual({ values: 'unchanged' });
    put(root, 'values', 'mine\n');
    const made = await write(root, [owned('once', '3\n')]);
    expect(actions(made)).toEqual({ values: 'unchanged' });
    expect(ids(made)).toEqual([]);
    expect(actions(await write(root, [scope('.', {})]))).toEqual({});
    expect(filesOf(root)).toEqual({ values: 'mine\n' });
  });

  it('once: a file that the user deleted stays deleted, also when it was managed before', async () => {
    const root = emptyFolder();
    await write(root, [owned('once', '1\n')]);
    rmSync(join(root, 'values'));
    for (const content of ['1\n', '2\n'])
      expect(actions(await write(root, [owned('once', content)]))).toEqual({ values: 'unchanged' });
    expect(filesOf(root)).toEqual({});

    await write(root, [scope('k', { a: '1\n' })]);
    rmSync(join(root, 'k/a'));
    await write(root, [{ ...scope('k', {}), artifacts: [artifact('a', '2\n', { ownership: 'once' })] }]);
    expect(filesOf(root)).toEqual({});
  });

  it('once: a file that is already there is the user’s', async () => {
    const root = emptyFolder();
    put(root, 'values', 'mine\n');
    expect(actions(await write(root, [owned('once', '1\n')]))).toEqual({ values: 'unchanged' });
    expect(filesOf(root)).toEqual({ values: 'mine\n' });
  });

  it('yours: never written, never removed, and forgotten when it was ours before', async () => {
    const root = emptyFolder();
    expect(actions(await write(root, [owned('yours', '1\n')]))).toEqual({});
    await write(root, [scope('.', { values: '1\n' })]);
    await write(root, [owned('yours', '2\n')]);
    expect(filesOf(root)).toEqual({ values: '1\n' });
    expect(readLock(root).entries[0]?.files.size).toBe(0);
  });
});

describe('plan', () => {
  it('says what write would do, and writes nothing', async () => {
    const root = emptyFolder();
    await write(root, [scope('.', { a: '1\n', gone: '1\n' })]);
    const before = traces(root);
    const scopes = [scope('.', { a: '2\n', new: '1\n' })];
    expect(actions(await plan(root, scopes))).toEqual({ a: 'changed', gone: 'removed', new: 'created' });
    expect(traces(root)).toEqual(before);
    expect(actions(await write(root, scopes))).toEqual({ a: 'changed', gone: 'removed', new: 'created' });
  });
});

describe('the lock', () => {
  it('of a version that is not known is refused by name, and nothing is written', async () => {
    const root = emptyFolder();
    put(root, '.devops-flow/lock.json', '{"schemaVersion": 2, "entries": []}');
    await expect(write(root, [scope('.', { a: '1\n' })])).rejects.toMatchObject({
      problems: [{ id: 'lock-version-unknown' }],
    });
    expect(filesOf(root)).toEqual({});
  });

  it('is updated when the same files come from other inputs, and only the lock', async () => {
    const root = emptyFolder();
    await write(root, from(2));
    const { a } = traces(root);
    await write(root, from(3));
    expect(traces(root)['a']).toBe(a);
    expect(JSON.parse(readFileSync(join(root, '.devops-flow/lock.json'), 'utf8'))).toEqual({
      schemaVersion: 1,
      entries: [
        {
          family: 'scripts',
          output: '.',
          inputs: { documents: [], options: { replicas: 3 } },
          files: {
            a: { sha256: '4355a46b19d348dc2f57c046f8ef63d4538ebb936000f3c9ee954a27460dd865', mode: '644' },
          },
        },
      ],
    });
  });
});

describe('a write that is not approved', () => {
  it('leaves nothing behind, and is asked about what would be written', async () => {
    const root = emptyFolder();
    const asked: Plan[] = [];
    const isApproved = (plan: Plan) => Promise.resolve(asked.push(plan) === 0);
    const made = await write(root, [scope('k8s', { a: 'a\n' })], { isApproved });
    expect(actions(made)).toEqual({ 'k8s/a': 'created' });
    expect(asked.map(({ files }) => files)).toEqual([made.files]);
    expect(readdirSync(root)).toEqual([]);
  });

  it('leaves what was generated before as it is, and can be written later', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { a: 'a\n' })]);
    const state = () => [filesOf(root), readdirSync(join(root, '.devops-flow')), readLock(root)];
    const before = state();
    await write(root, [scope('k8s', { a: 'b\n' })], { isApproved: () => Promise.resolve(false) });
    expect(state()).toEqual(before);
    await write(root, [scope('k8s', { a: 'b\n' })], { isApproved: () => Promise.resolve(true) });
    expect(filesOf(root)).toEqual({ 'k8s/a': 'b\n' });
  });

  it('drops what was staged when nobody can say whether it may be written', async () => {
    const root = emptyFolder();
    const isApproved = () => Promise.reject(new Error('no answer'));
    await expect(write(root, [scope('k8s', { a: 'a\n' })], { isApproved })).rejects.toThrow('no answer');
    expect(filesOf(root)).toEqual({});
    expect(existsSync(join(root, '.devops-flow/staging'))).toBe(false);
  });

  it('is asked about only when there is something to write', async () => {
    const root = emptyFolder();
    await write(root, [scope('k8s', { a: 'a\n' })]);
    const isApproved = () => Promise.reject(new Error('nobody asks'));
    expect(actions(await write(root, [scope('k8s', { a: 'a\n' })], { isApproved }))).toEqual({
      'k8s/a': 'unchanged',
    });
  });
});
