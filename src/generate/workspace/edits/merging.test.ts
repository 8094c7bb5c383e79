import { chmodSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Baselines } from '../baselines/baselines.ts';
import type { Scope } from '../scope.ts';
import { actions, artifact, emptyFolder, filesOf, ids, put, scope, traces } from '../testing/project.ts';
import { plan, readLock, write } from '../workspace.ts';
import { settleWith } from './settle.ts';

const generated = 'set -eu\n\nbuild\n\ntest\n\ndeploy\n';
const newer = 'set -eu\n\nbuild\n\ntest\n\ndeploy --wait\n';
const edited = 'set -eu\n# mine\n\nbuild\n\ntest\n\ndeploy\n';
const both = 'set -eu\n# mine\n\nbuild\n\ntest\n\ndeploy --wait\n';

const run = (content: string, mode: 0o644 | 0o755 = 0o644): Scope[] => [
  { ...scope('.', {}), artifacts: [artifact('run', content, { mode })] },
];

async function editedProject(content = edited): Promise<string> {
  const root = emptyFolder();
  await write(root, run(generated));
  put(root, 'run', content);
  return root;
}

const baselineOf = (root: string) =>
  new Baselines(root).read(readLock(root).entries[0]?.files.get('run')?.sha256 ?? '');

describe('a file that was edited and is generated differently now', () => {
  it('gets both changes, and the generated text becomes the base of the next merge', async () => {
    const root = await editedProject();
    const made = await write(root, run(newer));
    expect(actions(made)).toEqual({ run: 'merged' });
    expect(ids(made)).toEqual([]);
    expect(made.files[0]?.write).toEqual({ content: both, mode: 0o644 });
    expect(filesOf(root)).toEqual({ run: both });
    expect(baselineOf(root)).toBe(newer);

    const again = await write(root, run(newer));
    expect([actions(again), ids(again)]).toEqual([{ run: 'kept' }, ['note edited-by-hand']]);
    expect(actions(await write(root, run(generated)))).toEqual({ run: 'merged' });
    expect(filesOf(root)).toEqual({ run: edited });
  });

  it('and has all that is new already is left, and only the lock follows', async () => {
    const root = await editedProject(both);
    const made = await write(root, run(newer));
    expect(actions(made)).toEqual({ run: 'kept' });
    expect(filesOf(root)).toEqual({ run: both });
    expect(baselineOf(root)).toBe(newer);
  });

  it('keeps Windows line endings and a missing last one', async () => {
    const root = await editedProject(edited.replaceAll('\n', '\r\n').slice(0, -2));
    await write(root, run(newer));
    expect(filesOf(root)).toEqual({ run: both.replaceAll('\n', '\r\n').slice(0, -2) });
  });

  it('has the mode of the side that changed it', async () => {
    const root = await editedProject(generated);
    const mode = () => (statSync(join(root, 'run')).mode & 0o111) !== 0;
    chmodSync(join(root, 'run'), 0o755);
    expect(actions(await write(root, run(newer)))).toEqual({ run: 'merged' });
    expect([filesOf(root), mode()]).toEqual([{ run: newer }, true]);

    put(root, 'run', both);
    chmodSync(join(root, 'run'), 0o644);
    await write(root, run(newer, 0o755));
    expect([filesOf(root), mode()]).toEqual([{ run: both }, true]);
  });

  it('and is no UTF-8 any more is refused, since neither side may be lost', async () => {
    const root = await editedProject();
    put(root, 'run', Buffer.from([0x61, 0xff, 0x0a]));
    const made = await write(root, run(newer));
    expect([actions(made), ids(made)]).toEqual([{ run: 'refused' }, ['error edited-not-text']]);
    expect(ids(await write(root, run(generated)))).toEqual(['note edited-by-hand']);
  });
});

describe('a conflict', () => {
  const mine = generated.replace('deploy', 'deploy --force');

  it('is named with both versions, and nothing at all is written', async () => {
    const root = await editedProject(mine);
    const scopes = [...run(newer), scope('other', { a: 'a\n' })];
    const before = traces(root);
    const made = await write(root, scopes);
    expect(actions(made)).toEqual({ run: 'conflicting', 'other/a': 'created' });
    expect(made.files.find(({ path }) => path === 'run')?.conflicts).toEqual([
      { lines: { from: 7, to: 7 }, base: 'deploy', ours: 'deploy --force', theirs: 'deploy --wait' },
    ]);
    expect(made.problems).toEqual([
      {
        id: 'merge-conflict',
        severity: 'error',
        message: 'run: your edit of line 7, and the generated text changes the same part',
        why: 'a hand edit is never overwritten, and a generated change is never dropped without a word',
        fix: 'keep your side with devops-flow resolve run --mine; or say --generated for the other side, or --edit to decide in your editor',
        artifact: 'run',
        at: { file: 'run', line: 7, column: 1, length: 14 },
        detail: ['yours:', '  deploy --force', 'generated:', '  deploy --wait'],
      },
    ]);
    expect(traces(root)).toEqual(before);
  });

  it('about a part that the person removed says so, and shows no line of another part', async () => {
    const [before, after] = ['a:\n  b: 1\n  c: 1\nd: 1\n', 'a:\n  b: 2\n  c: 1\nd: 1\n'];
    const root = emptyFolder();
    await write(root, [scope('.', { 'k.yaml': before, run: generated })]);
    put(root, 'k.yaml', 'd: 1\n');
    put(root, 'run', generated.replace('deploy\n', ''));
    const { problems } = await write(root, [scope('.', { 'k.yaml': after, run: newer })]);
    expect(problems).toMatchObject([
      {
        message: 'k.yaml: you removed a, and the generated text changes the same part',
        detail: ['yours: nothing', 'generated:', '  b: 2', '    c: 1'],
      },
      { message: 'run: you removed lines before line 7, and the generated text changes the same part' },
    ]);
    expect(problems.map(({ at }) => at)).toEqual([undefined, undefined]);
  });

  it('between markers is shown at its marker where its line was merged into another: no caret stands behind the text', () => {
    const text = (b: number, c: number) => `resources: {cpu: ${b}, memory: ${c}}\n`;
    const conflict = { path: 'resources.cpu', lines: { from: 1, to: 1 }, base: '1', ours: '2', theirs: '3' };
    const settle = settleWith({
      baseline: () => text(1, 1),
      merge: () => ({
        mine: text(2, 2),
        generated: text(3, 2),
        conflicts: [{ ...conflict, column: 18 }],
      }),
      conflicts: 'markers',
      shown: path => path,
      written: true,
    });
    const { file, problems } = settle({
      artifact: artifact('k.yaml', text(3, 2)),
      path: 'k.yaml',
      before: { sha256: 'old', mode: '644' },
      locked: { sha256: 'new', mode: '644' },
      seen: { kind: 'file', sha256: 'edited', executable: false, bytes: Buffer.from(text(2, 1)) },
    });
    expect(file?.write?.content).toMatch(/^<<<<<<< yours\n/);
    expect(problems).toMatchObject([{ id: 'conflict-marked', at: { line: 1, column: 1 } }]);
  });

  it('names the file as the user types it', async () => {
    const root = await editedProject(mine);
    const made = await plan(root, run(newer), { shown: path => `../my project/${path}` });
    expect(made.problems[0]).toMatchObject({
      artifact: 'run',
      at: { file: '../my project/run' },
      fix: expect.stringContaining("devops-flow resolve '../my project/run' --mine;"),
    });
  });

  it('is all that differs where the base is lost', async () => {
    const root = await editedProject();
    rmSync(join(root, '.devops-flow/baselines'), { recursive: true });
    const made = await write(root, run(newer));
    expect(made.files[0]?.conflicts).toMatchObject([
      { ours: edited.slice(8, -1), theirs: newer.slice(8, -1), base: '' },
    ]);
    expect(filesOf(root)).toEqual({ run: edited });
  });

  it('is written between markers on demand, and the file is refused until they are gone', async () => {
    const root = await editedProject(mine);
    const made = await write(root, run(newer), { conflicts: 'markers' });
    expect([actions(made), ids(made)]).toEqual([{ run: 'conflicting' }, ['warning conflict-marked']]);
    // In the file as it is now: the markers have moved the line down.
    expect(made.problems[0]?.at).toEqual({ file: 'run', line: 8, column: 1, length: 14 });
    expect(made.problems[0]?.message).toContain('your edit of line 8,');
    expect(filesOf(root)['run']).toBe(
      'set -eu\n\nbuild\n\ntest\n\n<<<<<<< yours\ndeploy --force\n=======\ndeploy --wait\n>>>>>>> generated\n',
    );
    for (const content of [newer, generated]) {
      const again = await write(root, [...run(content), scope('other', { a: 'a\n' })]);
      expect(actions(again)).toEqual({ run: 'refused', 'other/a': 'created' });
      expect(again.problems.map(({ message }) => message)).toEqual([
        'run still has conflict markers (line 7, 11)',
      ]);
    }
    put(root, 'run', both);
    expect(actions(await write(root, run(newer)))).toEqual({ run: 'kept' });
    expect(baselineOf(root)).toBe(newer);
  });
});
