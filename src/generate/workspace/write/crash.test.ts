import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Scope } from '../scope.ts';
import { sha256 } from '../sha256.ts';
import { bundleForTests } from '../testing/bundle.ts';
import { emptyFolder, filesOf, put, scope } from '../testing/project.ts';
import { plan, readLock, write } from '../workspace.ts';
import { recover } from './apply.ts';
import { finishWrite } from './held.ts';
import { intentFile } from './intent.ts';

const program = bundleForTests(new URL('../testing/cut-off.ts', import.meta.url));

const cutOff = (root: string, task: readonly Scope[] | object, step: number) =>
  spawnSync(process.execPath, [program, root, JSON.stringify(task), String(step)], { encoding: 'utf8' });

const old = [
  scope('k8s', { a: 'old a\n', b: 'old b\n', 'gone/c': 'old c\n' }),
  scope('.', { D: 'same\n' }, 'docker'),
];
const next = [
  scope('k8s', { a: 'new a\n', b: 'new b\n', 'n/d': 'new d\n' }),
  scope('.', { D: 'same\n' }, 'docker'),
];
const oldFiles = { 'k8s/a': 'old a\n', 'k8s/b': 'old b\n', 'k8s/gone/c': 'old c\n', D: 'same\n' };
const newFiles = { 'k8s/a': 'new a\n', 'k8s/b': 'new b\n', 'k8s/n/d': 'new d\n', D: 'same\n' };

/** How many steps a write of `next` over `old` has; each is a place to be killed at. */
const steps = 13;
/** Before this one nothing has changed; from it on the write will be finished. */
const afterIntent = 4;

/** As if a devops-flow of another version had been cut off. */
function leaveAsBy(version: number, root: string): void {
  const left = readFileSync(intentFile(root), 'utf8').slice(65).trimEnd();
  const body = left.replace(/"schemaVersion":\d/, `"schemaVersion":${version}`);
  writeFileSync(intentFile(root), `${sha256(body)} ${body}\n`);
}

async function hold(root: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [program, root, JSON.stringify(old), '3', 'hang'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('a write that is killed (SIGKILL)', () => {
  it.each(Array.from({ length: steps }, (_, index) => index + 1))(
    'at step %i is finished or undone as a whole, and the lock agrees with the files',
    async step => {
      const root = emptyFolder();
      await write(root, old);
      const child = cutOff(root, next, step);
      expect(child.signal).toBe('SIGKILL');

      const intended = existsSync(intentFile(root));
      await recover(root);
      const files = filesOf(root);
      expect([oldFiles, newFiles]).toContainEqual(files);
      if (intended) expect(files).toEqual(newFiles);
      expect(await plan(root, 'new a\n' === files['k8s/a'] ? next : old)).toMatchObject({
        lockChanged: false,
        problems: [],
      });

      await write(root, next);
      expect(filesOf(root)).toEqual(newFiles);
      expect(existsSync(join(root, '.devops-flow/staging'))).toBe(false);
    },
  );

  it('has no further step', async () => {
    const root = emptyFolder();
    await write(root, old);
    expect(cutOff(root, next, steps + 1)).toMatchObject({ signal: null, status: 0, stderr: '' });
    expect(filesOf(root)).toEqual(newFiles);
  });

  it('again and again while it recovers still ends whole', async () => {
    const root = emptyFolder();
    await write(root, old);
    expect(cutOff(root, next, afterIntent).stdout).toBe('after intent\n');
    for (let step = 1; step < 9; step++) expect(cutOff(root, next, step).signal).toBe('SIGKILL');
    await write(root, next);
    expect(filesOf(root)).toEqual(newFiles);
  });

  it('is finished before anything is read, and the user is told', async () => {
    const root = emptyFolder();
    await write(root, old);
    cutOff(root, next, afterIntent + 2);
    expect((await finishWrite(root)).map(({ id }) => id)).toEqual(['write-finished']);
    expect(filesOf(root)).toEqual(newFiles);
    expect(await finishWrite(root)).toEqual([]);
  });

  it('is told to the user by the next write', async () => {
    const root = emptyFolder();
    await write(root, old);
    cutOff(root, next, afterIntent + 2);
    expect((await write(root, next)).problems.map(({ id }) => id)).toEqual(['write-finished']);
  });

  it('does not overwrite what a person wrote before it was finished', async () => {
    const root = emptyFolder();
    await write(root, old);
    cutOff(root, next, afterIntent);
    put(root, 'k8s/b', 'mine\n');
    const made = await write(root, next);
    expect(filesOf(root)).toEqual({ ...newFiles, 'k8s/b': 'mine\n' });
    // The lock still has the old text as the base of the edit, so what is new is not forgotten.
    expect(made.problems.map(({ id }) => id)).toEqual(['write-finished', 'merge-conflict']);
  });

  it('is undone when its record is torn, at whatever byte', async () => {
    const root = emptyFolder();
    await write(root, old);
    cutOff(root, next, afterIntent);
    const whole = readFileSync(intentFile(root));
    for (let length = 0; length < whole.length - 1; length += 7) {
      put(root, '.devops-flow/staging/x/file-0', 'new a\n');
      writeFileSync(intentFile(root), whole.subarray(0, length));
      expect(await recover(root)).toBe('undone');
      expect(filesOf(root)).toEqual(oldFiles);
    }
  });

  it.each([
    'not json',
    'null',
    '[]',
    '{"schemaVersion":1}',
    '{"schemaVersion":1,"id":"x","operations":[null],"baselines":[]}',
    '{"schemaVersion":1,"id":"x","operations":[{"do":"write","path":"../a","from":"file-0","expected":null}],"baselines":[]}',
    '{"schemaVersion":1,"id":"../x","operations":[],"baselines":[]}',
    '{"schemaVersion":1,"id":"x","operations":[],"baselines":[1]}',
  ])('and not written by devops-flow, digest or not, is dropped: %s', async body => {
    const root = emptyFolder();
    await write(root, old);
    writeFileSync(intentFile(root), `${sha256(body)} ${body}\n`);
    expect(await recover(root)).toBe('undone');
    expect(filesOf(root)).toEqual(oldFiles);
  });

  it('and left by the version before is finished', async () => {
    const root = emptyFolder();
    await write(root, old);
    cutOff(root, next, afterIntent);
    leaveAsBy(1, root);
    expect(await recover(root)).toBe('finished');
    expect(filesOf(root)).toEqual(newFiles);
  });

  it('and left by another version of devops-flow is refused by name', async () => {
    const root = emptyFolder();
    await write(root, old);
    cutOff(root, next, afterIntent);
    leaveAsBy(9, root);
    await expect(write(root, next)).rejects.toMatchObject({ problems: [{ id: 'intent-version-unknown' }] });
  });
});

/** Of three files, two were edited: one where nothing new is generated, one where the end is. */
const generated = [scope('k8s', { a: 'a\n', b: '1\n2\n3\n4\n', c: 'c\n' })];
const regenerated = [scope('k8s', { a: 'new a\n', b: '1\n2\n3\nnew 4\n', c: 'c\n' })];
const edited = { 'k8s/a': 'a\n', 'k8s/b': 'mine\n1\n2\n3\n4\n', 'k8s/c': 'c\nmine\n' };
const merged = { ...edited, 'k8s/a': 'new a\n', 'k8s/b': 'mine\n1\n2\n3\nnew 4\n' };

async function editedProject(files: Readonly<Record<string, string>>): Promise<string> {
  const root = emptyFolder();
  await write(root, generated);
  for (const [path, content] of Object.entries(files)) put(root, path, content);
  return root;
}

describe('a write of merged files that is killed (SIGKILL)', () => {
  const mergeSteps = 11;

  it.each(Array.from({ length: mergeSteps }, (_, index) => index + 1))(
    'at step %i leaves the old set or the new set, with every edit in it',
    async step => {
      const root = await editedProject(edited);
      expect(cutOff(root, regenerated, step).signal).toBe('SIGKILL');
      const intended = existsSync(intentFile(root));
      await recover(root);
      const files = filesOf(root);
      expect([edited, merged]).toContainEqual(files);
      if (intended) expect(files).toEqual(merged);
      const made = await write(root, regenerated);
      expect(made.problems.map(({ id }) => id)).toContain('edited-by-hand');
      expect(filesOf(root)).toEqual(merged);
      expect(await plan(root, regenerated)).toMatchObject({ lockChanged: false });
    },
  );

  it('has no further step', async () => {
    const root = await editedProject(edited);
    expect(cutOff(root, regenerated, mergeSteps + 1)).toMatchObject({ signal: null, status: 0, stderr: '' });
    expect(filesOf(root)).toEqual(merged);
  });

  it('and whose file is edited again before it was finished merges that edit too', async () => {
    const root = await editedProject(edited);
    expect(cutOff(root, regenerated, afterIntent).stdout).toBe('after intent\n');
    put(root, 'k8s/b', `late\n${edited['k8s/b']}`);
    const made = await write(root, regenerated);
    expect(made.problems.map(({ id }) => id)).toEqual(['write-finished', 'edited-by-hand']);
    expect(filesOf(root)).toEqual({ ...merged, 'k8s/b': `late\n${merged['k8s/b']}` });
  });
});

describe('a resolution that is killed (SIGKILL)', () => {
  const conflicting = { ...edited, 'k8s/b': '1\n2\n3\nmine\n' };
  const resolved = { ...conflicting, 'k8s/b': '1\n2\n3\nnew 4\n' };
  const [artifactB] = regenerated[0]?.artifacts.filter(({ path }) => path === 'b') ?? [];
  const task = { resolve: { family: 'scripts', output: 'k8s', artifact: artifactB } };
  const resolveSteps = 10;

  it.each(Array.from({ length: resolveSteps }, (_, index) => index + 1))(
    'at step %i leaves the file as it was or settled, and the text before is kept',
    async step => {
      const root = await editedProject(conflicting);
      expect(cutOff(root, task, step).signal).toBe('SIGKILL');
      const intended = existsSync(intentFile(root));
      await recover(root);
      expect(filesOf(root)).toEqual(intended || step > resolveSteps - 2 ? resolved : conflicting);
      const [saved = ''] = readdirSync(join(root, '.devops-flow/saved'));
      expect(readFileSync(join(root, '.devops-flow/saved', saved, 'k8s/b'), 'utf8')).toBe(
        conflicting['k8s/b'],
      );
    },
  );

  it('has no further step, and the conflict does not come back', async () => {
    const root = await editedProject(conflicting);
    expect(cutOff(root, task, resolveSteps + 1)).toMatchObject({ signal: null, status: 0, stderr: '' });
    await write(root, regenerated);
    expect(filesOf(root)).toEqual({ ...resolved, 'k8s/a': 'new a\n' });
  });
});

describe('two writers', () => {
  it('the second gets a named error with the pid of the first', async () => {
    const root = emptyFolder();
    const holder = await hold(root);
    await expect(write(root, next)).rejects.toMatchObject({
      problems: [{ id: 'generate-in-progress', message: expect.stringContaining(`pid ${holder.pid}`) }],
    });
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(filesOf(root)).toEqual({});
  });

  it('a dead holder holds nothing, and a process that has its pid by chance is not taken for it', async () => {
    const root = emptyFolder();
    const holder = await hold(root);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    put(root, `.devops-flow/writers/${process.ppid}-1`, '');
    await write(root, next);
    expect(filesOf(root)).toEqual(newFiles);
  });

  it('of ten at once, each either writes or says that another does; the files and the lock agree', async () => {
    const root = emptyFolder();
    const children = Array.from({ length: 10 }, () =>
      spawn(process.execPath, [program, root, JSON.stringify(next)], { stdio: ['ignore', 'ignore', 'pipe'] }),
    );
    const ends = await Promise.all(
      children.map(async child => {
        let errors = '';
        child.stderr?.on('data', text => (errors += text));
        const [code] = (await once(child, 'close')) as [number];
        return code === 0 ? 'wrote' : errors.includes('generate-in-progress') ? 'refused' : errors;
      }),
    );
    expect(ends.filter(end => end !== 'wrote' && end !== 'refused')).toEqual([]);
    expect(ends).toContain('wrote');
    expect(filesOf(root)).toEqual(newFiles);
    expect(await plan(root, next)).toMatchObject({ lockChanged: false, problems: [] });
    expect(readLock(root).entries).toHaveLength(2);
  });
});
