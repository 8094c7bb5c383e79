import { type Problem, problem } from '../../errors/index.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import type { LockedFile } from './lock.ts';
import { sha256 } from './sha256.ts';

/** What lies at a path now. `obstacle`: something is in the way, at the path itself or above it. */
export type Observed =
  | { readonly kind: 'absent' }
  | { readonly kind: 'file'; readonly sha256: string; readonly executable: boolean }
  | { readonly kind: 'obstacle'; readonly problem: Problem };

/**
 * created, changed: will be written. unchanged: nothing to do. kept: edited by hand and therefore left. removed: an
 * orphan that the lock names and nobody edited. refused: something that is not ours is in the way.
 */
export type Action = 'created' | 'changed' | 'unchanged' | 'kept' | 'removed' | 'refused';

export interface PlannedFile {
  readonly action: Action;
  readonly family: string;
  /** Relative to the project root. */
  readonly path: string;
  /** SHA-256 of what must still lie there when the plan is applied; absent when nothing may. */
  readonly expected?: string;
  /** The file to write, for `created` and `changed`. */
  readonly write?: { readonly content: string; readonly mode: number };
}

/** What happens to one path, what the lock says of it afterwards (nothing: forgotten), and what the user is told. */
export interface Decision {
  readonly file?: PlannedFile;
  readonly locked?: LockedFile;
  readonly problem?: Problem;
}

/** A file that the emitters want at `path`. */
export function decideArtifact(
  artifact: Artifact,
  path: string,
  before: LockedFile | undefined,
  seen: Observed,
): Decision {
  const { family, content, mode } = artifact;
  const once = artifact.ownership === 'once';
  const locked: LockedFile = {
    sha256: sha256(content),
    mode: mode === 0o755 ? '755' : '644',
    ...(once ? { once } : {}),
  };
  const keepOld = before ? { locked: before } : {};
  if (seen.kind === 'obstacle')
    return { file: { action: 'refused', family, path }, problem: seen.problem, ...keepOld };
  if (seen.kind === 'absent')
    return { file: { action: 'created', family, path, write: { content, mode } }, locked };
  if (once) return { file: { action: 'unchanged', family, path }, locked: before ?? locked };
  if (looksLike(seen, locked)) return { file: { action: 'unchanged', family, path }, locked };
  // Ours to change: unedited since it was generated, or the right text that only lacks its mode.
  if ((before && looksLike(seen, before)) || (!before && seen.sha256 === locked.sha256))
    return {
      file: { action: 'changed', family, path, expected: seen.sha256, write: { content, mode } },
      locked,
    };
  if (before)
    return {
      file: { action: 'kept', family, path },
      problem: problem(
        'edited-by-hand',
        { path, pending: before.sha256 !== locked.sha256 || before.mode !== locked.mode },
        { artifact: path },
      ),
      locked: before,
    };
  return {
    file: { action: 'refused', family, path },
    problem: problem('file-not-ours', { path }, { artifact: path }),
  };
}

/** A file that the lock names and that no emitter wants any more. */
export function decideOrphan(family: string, path: string, locked: LockedFile, seen: Observed): Decision {
  if (seen.kind === 'absent' || locked.once) return {};
  if (seen.kind === 'file' && looksLike(seen, locked))
    return { file: { action: 'removed', family, path, expected: seen.sha256 } };
  return {
    file: { action: 'kept', family, path },
    problem: problem('orphan-edited', { path }, { artifact: path }),
    locked,
  };
}

const looksLike = (seen: { sha256: string; executable: boolean }, locked: LockedFile) =>
  seen.sha256 === locked.sha256 && seen.executable === (locked.mode === '755');
