import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { failure } from '../../../errors/index.ts';
import { unsafePath } from '../../../generate/workspace/paths.ts';

/** The files of a folder as a commit has them, in a throw-away folder outside of the repository. */
export interface GitTree {
  /** Absolute. */
  readonly folder: string;
  /** The whole hash. */
  readonly commit: string;
  readonly remove: () => void;
}

/** Larger files are neither documents nor files of the team that are checked. */
const largest = 1024 * 1024;
/** Bytes that are read at once. */
const chunk = 32 * 1024 * 1024;

/**
 * Reads a commit by git's plumbing alone: the working tree, the index and the repository are not touched, and nothing
 * of the repository is run. Links and submodules are left out.
 *
 * @throws Failure `git-missing`, `git-no-repository`, `git-ref-unknown`, `git-failed`
 */
export function readGitTree(folder: string, ref: string): GitTree {
  if (git(folder, ['rev-parse', '--is-inside-work-tree']).status !== 0)
    throw failure('git-no-repository', { folder });
  const commit = commitOf(folder, ref);
  const blobs = listBlobs(folder, commit);
  const target = realpathSync(mkdtempSync(join(tmpdir(), 'devops-flow-base-')));
  const remove = () => rmSync(target, { recursive: true, force: true });
  try {
    // What makes it a project of its own, wherever the temporary folder lies.
    mkdirSync(join(target, '.devops-flow'));
    for (const batch of batches(blobs)) extract(folder, batch, target);
    return { folder: target, commit, remove };
  } catch (error) {
    remove();
    throw error;
  }
}

function commitOf(folder: string, ref: string): string {
  const isOption = ref === '' || ref.startsWith('-');
  const found = isOption
    ? undefined
    : git(folder, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]);
  const commit = found?.stdout.toString().trim() ?? '';
  if (found?.status !== 0 || !/^[0-9a-f]{40,64}$/.test(commit)) {
    const isShallow =
      git(folder, ['rev-parse', '--is-shallow-repository']).stdout.toString().trim() === 'true';
    throw failure('git-ref-unknown', { ref, isShallow });
  }
  return commit;
}

interface Blob {
  readonly id: string;
  readonly path: string;
  readonly size: number;
}

/** `MODE SP TYPE SP ID SP+ SIZE TAB PATH NUL`; paths are relative to `folder`. */
function listBlobs(folder: string, commit: string): Blob[] {
  const listed = succeeded(git(folder, ['ls-tree', '-r', '-z', '-l', commit]), 'ls-tree');
  return listed
    .toString()
    .split('\0')
    .flatMap(line => {
      const [, mode, id = '', size = '', path = ''] =
        /^(\d+) blob ([0-9a-f]+) +(\d+)\t(.+)$/s.exec(line) ?? [];
      const isFile = mode === '100644' || mode === '100755';
      return isFile && Number(size) <= largest && !unsafePath(path) ? [{ id, path, size: Number(size) }] : [];
    });
}

function* batches(blobs: readonly Blob[]): Generator<Blob[]> {
  let [batch, bytes]: [Blob[], number] = [[], 0];
  for (const blob of blobs) {
    if (bytes + blob.size > chunk) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(blob);
    bytes += blob.size + 128;
  }
  if (batch.length > 0) yield batch;
}

/** `ID SP blob SP SIZE LF content LF` for each. */
function extract(folder: string, blobs: readonly Blob[], target: string): void {
  const input = blobs.map(({ id }) => `${id}\n`).join('');
  const output = succeeded(git(folder, ['cat-file', '--batch'], input), 'cat-file');
  let at = 0;
  for (const { path, size } of blobs) {
    const begin = output.indexOf(0x0a, at) + 1;
    const file = join(target, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, output.subarray(begin, begin + size));
    at = begin + size + 1;
  }
}

function git(folder: string, args: readonly string[], input?: string) {
  const found = spawnSync('git', ['--no-optional-locks', ...args], {
    cwd: folder,
    input: input ?? '',
    maxBuffer: 4 * chunk,
    env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1' },
  });
  const { code } = (found.error ?? {}) as NodeJS.ErrnoException;
  if (code === 'ENOENT') throw failure('git-missing', undefined);
  return found;
}

function succeeded({ status, stdout, stderr }: ReturnType<typeof git>, what: string): Buffer {
  if (status !== 0)
    throw failure('git-failed', { what, reason: stderr.toString().split('\n')[0] ?? `exit code ${status}` });
  return stdout;
}
