import { type Problem, problem } from '../../errors/index.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import type { LockedFile } from './lock.ts';
import type { Conflict } from './merge/merge.ts';
import { digestOf } from './sha256.ts';

/** What lies at a path now. `obstacle`: something is in the way, at the path itself or above it. */
export type Observed =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'file';
      readonly sha256: string;
      readonly executable: boolean;
      /** The content, where it is not what the lock knows. */
      readonly bytes?: Uint8Array;
    }
  | { readonly kind: 'obstacle'; readonly problem: Problem };

export type ObservedFile = Extract<Observed, { kind: 'file' }>;

/**
 * created, changed, merged: will be written; merged has the user's edits in it. unchanged: nothing to do. kept: edited
 * by hand, and nothing new to bring in. conflicting: edited by hand where the generator changed it too. removed: an
 * orphan that the lock names and nobody edited. refused: something that is not ours is in the way.
 */
export const actions = [
  'created',
  'changed',
  'unchanged',
  'merged',
  'conflicting',
  'kept',
  'removed',
  'refused',
] as const;
export type Action = (typeof actions)[number];

export interface FileText {
  readonly content: string;
  readonly mode: Artifact['mode'];
}

export interface PlannedFile {
  readonly action: Action;
  readonly family: string;
  /** Relative to the project root. */
  readonly path: string;
  /** SHA-256 of what lies there now and must still lie there when the plan is applied; absent when nothing may. */
  readonly expected?: string;
  /** The file to write, for `created`, `changed` and `merged`; for `conflicting` only when it gets markers. */
  readonly write?: FileText;
  /** For `removed`: the file that has its edits now. Without one, nobody edited it. */
  readonly movedTo?: string;
  /** For `conflicting`: each part with both versions. */
  readonly conflicts?: readonly Conflict[];
}

/** What happens to one path, what the lock says of it afterwards (nothing: forgotten), and what the user is told. */
export interface Decision {
  readonly file?: PlannedFile;
  readonly locked?: LockedFile;
  readonly problems?: readonly Problem[];
}

/** A file that a person edited and that is generated differently now. */
export interface Contested {
  readonly artifact: Artifact;
  readonly path: string;
  readonly before: LockedFile;
  readonly locked: LockedFile;
  readonly seen: ObservedFile;
}

/** What becomes of it; only called for a file that is contested. */
export type Settle = (contested: Contested) => Decision;

export const lockedAs = (artifact: Artifact): LockedFile => ({
  sha256: digestOf(artifact),
  mode: artifact.mode === 0o755 ? '755' : '644',
  ...(artifact.ownership === 'once' ? { once: true } : {}),
  ...(artifact.patches === undefined ? {} : { patches: artifact.patches }),
});

/** A file that the emitters want at `path`. */
export function decideArtifact(
  artifact: Artifact,
  path: string,
  before: LockedFile | undefined,
  seen: Observed,
  settle: Settle,
): Decision {
  const { family, content, mode } = artifact;
  const locked = lockedAs(artifact);
  if (seen.kind === 'obstacle')
    return {
      file: { action: 'refused', family, path },
      problems: [seen.problem],
      ...(before ? { locked: before } : {}),
    };
  const expected = seen.kind === 'file' ? { expected: seen.sha256 } : {};
  const unchanged = { action: 'unchanged', family, path, ...expected } as const;
  // Written once, and the user's from then on, be it edited or deleted.
  if (locked.once && (before ?? seen.kind === 'file'))
    return { file: unchanged, locked: before ? { ...before, once: true } : locked };
  if (seen.kind === 'absent')
    return {
      file: { action: 'created', family, path, write: { content, mode } },
      locked,
      ...(before ? { problems: [problem('deleted-by-hand', { path }, { artifact: path })] } : {}),
    };
  if (looksLike(seen, locked)) return { file: unchanged, locked };
  // Ours to change: unedited since it was generated, or the right text that only lacks its mode.
  if ((before && looksLike(seen, before)) || (!before && seen.sha256 === locked.sha256))
    return { file: { action: 'changed', family, path, ...expected, write: { content, mode } }, locked };
  if (before) return settle({ artifact, path, before, locked, seen });
  return {
    file: { action: 'refused', family, path, ...expected },
    problems: [problem('file-not-ours', { path }, { artifact: path })],
  };
}

/** An edited file that is generated at another place now, and whether its edits fit into that. */
export interface Departure {
  readonly to: string;
  readonly isCarried: boolean;
}

/** A file that the lock names and that no emitter wants any more at this place. */
export function decideOrphan(
  family: string,
  path: string,
  locked: LockedFile,
  seen: Observed,
  departure?: Departure,
): Decision {
  if (seen.kind === 'absent' || locked.once) return {};
  const expected = seen.kind === 'file' ? { expected: seen.sha256 } : {};
  const movedTo = departure?.isCarried ? { movedTo: departure.to } : {};
  if (seen.kind === 'file' && (departure?.isCarried || looksLike(seen, locked)))
    return { file: { action: 'removed', family, path, ...expected, ...movedTo } };
  return {
    file: { action: 'kept', family, path, ...expected },
    problems: [problem('orphan-edited', { path, to: departure?.to }, { artifact: path })],
    locked,
  };
}

const looksLike = (seen: ObservedFile, locked: LockedFile) =>
  seen.sha256 === locked.sha256 && seen.executable === (locked.mode === '755');
