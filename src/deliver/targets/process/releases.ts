import { createHash } from 'node:crypto';
import { dirname, join, resolve, sep } from 'node:path';
import { failure } from '../../../errors/index.ts';
import type { Release, RunSpec } from '../../engine/ports.ts';
import type { TreeEntry } from '../../machine/files.ts';
import type { Machine } from '../../machine/machine.ts';

/** Never part of a release: version control, and our own state. */
const leftOut = new Set(['.git', '.devops-flow']);

/** Stored releases of one project: `<folder>/<id>/tree` is the copy, `<folder>/<id>/release.json` how to run it. */
export class ReleaseStore {
  readonly #machine: Pick<Machine, 'disk' | 'files' | 'ids'>;
  readonly #folder: string;

  constructor(machine: Pick<Machine, 'disk' | 'files' | 'ids'>, folder: string) {
    this.#machine = machine;
    this.#folder = folder;
  }

  /** The folder that the release's command runs in. */
  tree(id: string): string {
    return join(this.#folder, id, 'tree');
  }

  /** The release, or undefined when its copy is gone. @throws Failure `release-version`. */
  async find(id: string): Promise<Release | undefined> {
    const text = await this.#machine.disk.read(this.#file(id)).catch(() => undefined);
    if (text === undefined) return undefined;
    const release = JSON.parse(text) as Release;
    if (release.schemaVersion !== 1)
      throw failure('release-version', { id, found: String(release.schemaVersion), known: 1 });
    return release;
  }

  /** @throws Failure `release-missing`, `release-version`. */
  async get(id: string): Promise<Release> {
    const found = await this.find(id);
    if (!found) throw failure('release-missing', { id });
    return found;
  }

  /**
   * Copies what runs; the same content and the same way to run it give the same release, which is copied only once.
   * A stored copy that somebody has changed is refused, not run.
   * @throws Failure `source-missing`, `source-odd-file`, `release-changed`, `source-changing`.
   */
  async add(source: string, service: string, version: string, run: RunSpec): Promise<Release> {
    const digest = digestOf(await this.#list(source), run);
    const id = digest.slice(0, 12);
    const stored = await this.find(id);
    if (!stored) return this.#copy(source, { schemaVersion: 1, id, digest, version, service, run });
    if (digestOf(await this.#list(this.tree(id)), stored.run) !== digest)
      throw failure('release-changed', { id, folder: this.tree(id) });
    return stored;
  }

  /** Whole or not at all: made beside, and put in its place in one step. */
  async #copy(source: string, release: Release): Promise<Release> {
    const { disk, files, ids } = this.#machine;
    const staging = join(this.#folder, `.staging-${release.id}-${ids.hex(8)}`);
    try {
      await files.copy(source, join(staging, 'tree'), leftOut);
      // The source may have changed while it was copied: what counts is the copy.
      if (digestOf(await this.#list(join(staging, 'tree')), release.run) !== release.digest)
        throw failure('source-changing', { folder: source });
      const file = join(staging, 'release.json');
      await disk.write(file, `${JSON.stringify(release, null, 2)}\n`);
      await disk.sync(file);
      await disk.rename(staging, join(this.#folder, release.id));
      return release;
    } catch (error) {
      await files.remove(staging);
      throw error;
    }
  }

  async #list(folder: string): Promise<readonly TreeEntry[]> {
    const entries = await this.#machine.files.list(folder, leftOut).catch((error: NodeJS.ErrnoException) => {
      throw error.syscall === 'scandir' ? failure('source-missing', { folder: error.path ?? folder }) : error;
    });
    for (const entry of entries) check(folder, entry);
    return entries;
  }

  #file(id: string): string {
    return join(this.#folder, id, 'release.json');
  }
}

function digestOf(entries: readonly TreeEntry[], run: RunSpec): string {
  const hash = createHash('sha256');
  for (const entry of entries)
    hash.update(`${JSON.stringify([entry.path, entry.kind, entry.executable, entry.content])}\n`);
  return hash.update(JSON.stringify(run)).digest('hex');
}

function check(root: string, { path, kind, content }: TreeEntry): void {
  const file = join(root, path);
  if (kind === 'other') throw failure('source-odd-file', { file, what: 'neither a file nor a folder' });
  if (kind === 'file') return;
  // A link that leads out of the source would make the copy depend on what is outside.
  const [top, target] = [resolve(root), resolve(dirname(file), content)];
  if (target !== top && !target.startsWith(top + sep))
    throw failure('source-odd-file', { file, what: `a link to ${target}, outside of the source` });
}
