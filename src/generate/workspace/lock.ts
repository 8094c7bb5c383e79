import { joinPath } from './paths.ts';

/** What the lock remembers of one generated file: the text as last generated (its baseline) and whether it runs. */
export interface LockedFile {
  readonly sha256: string;
  readonly mode: '644' | '755';
  /** Written once and then the user's: never compared, changed or removed again. */
  readonly once?: true;
  /** How many operations of overrides are in that text; absent for none. */
  readonly patches?: number;
}

/** What a family was generated from; paths are relative to the project root. */
export interface Inputs {
  readonly documents: readonly { readonly kind: string; readonly file: string }[];
  readonly options: Readonly<Record<string, string | number>>;
}

/** One family in one folder. `files` are keyed by their path below `output`. */
export interface LockEntry {
  readonly family: string;
  readonly output: string;
  readonly inputs: Inputs;
  readonly files: ReadonlyMap<string, LockedFile>;
}

/** `.devops-flow/lock.json`: one per project, entries sorted by output folder and family. */
export interface Lock {
  readonly entries: readonly LockEntry[];
}

export const emptyLock: Lock = { entries: [] };

/** What the lock says of each path, relative to the project root. */
export const lockedFiles = ({ entries }: Lock): Map<string, LockedFile> =>
  new Map(
    entries.flatMap(({ output, files }) =>
      [...files].map(([path, file]) => [joinPath(output, path), file] as const),
    ),
  );

/** The baselines that the lock refers to, by SHA-256. */
export const digestsOf = ({ entries }: Lock): Set<string> =>
  new Set(entries.flatMap(({ files }) => [...files.values()].map(file => file.sha256)));

/** `next`, which says of these paths (relative to the project root) what `before` says of them. */
export function keepEntries(before: Lock, next: Lock, paths: ReadonlySet<string>): Lock {
  const entries = new Map(
    next.entries.map(entry => [keyOf(entry), { ...entry, files: new Map(entry.files) }]),
  );
  for (const { files, output } of entries.values())
    for (const path of files.keys()) if (paths.has(joinPath(output, path))) files.delete(path);
  for (const old of before.entries)
    for (const [path, file] of old.files) {
      if (!paths.has(joinPath(old.output, path))) continue;
      const entry = entries.get(keyOf(old)) ?? { ...old, files: new Map() };
      entry.files.set(path, file);
      entries.set(keyOf(old), entry);
    }
  return { entries: [...entries.values()] };
}

const keyOf = ({ family, output }: LockEntry) => JSON.stringify([family, output]);
