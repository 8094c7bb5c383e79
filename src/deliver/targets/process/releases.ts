import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import {
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { failure } from '../../../errors/index.ts';
import type { Release, RunSpec } from '../../engine/ports.ts';

/** Never part of a release: version control, and our own state. */
const leftOut = new Set(['.git', '.devops-flow']);

interface Entry {
  readonly path: string;
  readonly kind: 'file' | 'link';
  readonly executable: boolean;
  /** SHA-256 of a file's content; the target of a link. */
  readonly content: string;
}

/** Stored releases of one project: `<folder>/<id>/tree` is the copy, `<folder>/<id>/release.json` how to run it. */
export class ReleaseStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The folder that the release's command runs in. */
  tree(id: string): string {
    return join(this.#folder, id, 'tree');
  }

  /** The release, or undefined when its copy is gone. @throws Failure `release-version`. */
  async find(id: string): Promise<Release | undefined> {
    return (await exists(join(this.#folder, id, 'release.json'))) ? this.get(id) : undefined;
  }

  /** @throws Failure `release-missing`, `release-version`. */
  async get(id: string): Promise<Release> {
    const file = join(this.#folder, id, 'release.json');
    const text = await readFile(file, 'utf8').catch(() => {
      throw failure('release-missing', { id });
    });
    const release = JSON.parse(text) as Release;
    if (release.schemaVersion !== 1)
      throw failure('release-version', { id, found: String(release.schemaVersion), known: 1 });
    return release;
  }

  /**
   * Copies what runs; the same content and the same way to run it give the same release, which is copied only once.
   * A stored copy that somebody has changed is refused, not run.
   * @throws Failure `source-missing`, `source-odd-file`, `release-changed`.
   */
  async add(source: string, service: string, version: string, run: RunSpec): Promise<Release> {
    const digest = digestOf(await list(source), run);
    const id = digest.slice(0, 12);
    const release: Release = { schemaVersion: 1, id, digest, version, service, run };
    const place = join(this.#folder, id);
    if (await exists(join(place, 'release.json'))) {
      const stored = digestOf(await list(this.tree(id)), (await this.get(id)).run);
      if (stored !== digest) throw failure('release-changed', { id, folder: this.tree(id) });
      return this.get(id);
    }
    const staging = join(this.#folder, `.staging-${id}-${process.pid}`);
    await rm(staging, { recursive: true, force: true });
    await copyTree(source, join(staging, 'tree'));
    // The source may have changed while it was copied: what counts is the copy.
    if (digestOf(await list(join(staging, 'tree')), run) !== digest) {
      await rm(staging, { recursive: true, force: true });
      throw failure('source-changing', { folder: source });
    }
    await writeFile(join(staging, 'release.json'), `${JSON.stringify(release, null, 2)}\n`, { flush: true });
    await rename(staging, place);
    return release;
  }
}

function digestOf(entries: readonly Entry[], run: RunSpec): string {
  const hash = createHash('sha256');
  for (const entry of entries)
    hash.update(`${JSON.stringify([entry.path, entry.kind, entry.executable, entry.content])}\n`);
  return hash.update(JSON.stringify(run)).digest('hex');
}

/** All files and links below `folder`, sorted by path. */
async function list(folder: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const { path, absolute, kind, mode } of walk(folder)) {
    const content =
      kind === 'link'
        ? await readlink(absolute)
        : createHash('sha256')
            .update(await readFile(absolute))
            .digest('hex');
    entries.push({ path, kind, executable: (mode & 0o100) !== 0, content });
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

interface Walked {
  readonly path: string;
  readonly absolute: string;
  readonly kind: 'file' | 'link';
  readonly mode: number;
}

async function* walk(root: string, folder = root): AsyncGenerator<Walked> {
  const names = await readdir(folder, { withFileTypes: true }).catch(() => {
    throw failure('source-missing', { folder });
  });
  for (const entry of names) {
    if (folder === root && leftOut.has(entry.name)) continue;
    const absolute = join(folder, entry.name);
    if (entry.isDirectory()) yield* walk(root, absolute);
    else {
      const { mode } = await lstat(absolute);
      const path = relative(root, absolute).split(sep).join('/');
      if (entry.isSymbolicLink()) await checkLink(root, absolute);
      else if (!entry.isFile())
        throw failure('source-odd-file', { file: absolute, what: 'neither a file nor a folder' });
      yield { path, absolute, mode, kind: entry.isSymbolicLink() ? 'link' : 'file' };
    }
  }
}

/** A link that leads out of the source would make the copy depend on what is outside. */
async function checkLink(root: string, absolute: string): Promise<void> {
  const target = resolve(dirname(absolute), await readlink(absolute));
  if (target !== root && !target.startsWith(root + sep)) {
    throw failure('source-odd-file', { file: absolute, what: `a link to ${target}, outside of the source` });
  }
}

async function copyTree(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for await (const { path, absolute, kind } of walk(source)) {
    const place = join(target, path);
    await mkdir(dirname(place), { recursive: true });
    if (kind === 'link') await symlink(await readlink(absolute), place);
    else await copyFile(absolute, place, constants.COPYFILE_FICLONE);
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
