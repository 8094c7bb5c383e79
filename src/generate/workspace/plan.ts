import type { Problem } from '../../errors/index.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { claims } from './claims.ts';
import {
  type Decision,
  decideArtifact,
  decideOrphan,
  type Observed,
  type PlannedFile,
  type Settle,
} from './decide.ts';
import { type Carried, carryEdits, type Moves } from './edits/moves.ts';
import { digestsOf, type Lock, type LockEntry, type LockedFile } from './lock.ts';
import { lockDigest } from './lock-format.ts';
import { joinPath, unsafePath } from './paths.ts';
import { entryOf, isOf, type Scope, writable } from './scope.ts';
import { digestOf } from './sha256.ts';

/**
 * A plan is a value: it can be printed, compared and applied. Nothing is written when a file in it is refused or has a
 * conflict. Merged texts are in `files`, for whoever checks what will be written.
 */
export interface Plan {
  /** `lockDigest` of the lock that the plan was made from. */
  readonly lockBefore: string;
  /** Sorted by path. */
  readonly files: readonly PlannedFile[];
  /** The lock as it is after the plan was applied, and whether that differs from the one before. */
  readonly lock: Lock;
  readonly lockChanged: boolean;
  /** The texts that the new lock refers to, by SHA-256, as far as this plan knows them. */
  readonly baselines: ReadonlyMap<string, string>;
  /** Errors for what is refused, warnings for what is kept. */
  readonly problems: readonly Problem[];
}

/** The paths that `makePlan` wants to know about. Unsafe ones are left out: they are refused without a look. */
export function pathsToObserve(lock: Lock, scopes: readonly Scope[]): string[] {
  const paths = scopes.flatMap(scope =>
    [...writable(scope).map(artifact => artifact.path), ...(entryOf(lock, scope)?.files.keys() ?? [])]
      .filter(path => !unsafePath(path))
      .map(path => joinPath(scope.output, path)),
  );
  return [...new Set(paths)].sort();
}

/** The SHA-256 that each path has as last generated. */
export function knownDigests(lock: Lock, scopes: readonly Scope[]): Map<string, string> {
  return new Map(
    scopes.flatMap(scope =>
      [...(entryOf(lock, scope)?.files ?? [])].map(
        ([path, file]) => [joinPath(scope.output, path), file.sha256] as const,
      ),
    ),
  );
}

/** Whether a file was edited by hand whose generated text has changed too, so that there is something to merge. */
export function needsMerge(
  lock: Lock,
  scopes: readonly Scope[],
  observed: ReadonlyMap<string, Observed>,
): boolean {
  return scopes.some(scope => {
    const before = entryOf(lock, scope)?.files;
    return writable(scope).some(artifact => {
      const seen = observed.get(joinPath(scope.output, artifact.path));
      const isEdited = seen?.kind === 'file' && seen.bytes !== undefined;
      return isEdited && before?.get(artifact.path)?.sha256 !== digestOf(artifact);
    });
  });
}

/** All that a plan follows from. */
export interface PlanInput {
  readonly lock: Lock;
  /** `lockDigest` of the lock on the disk, which may lack some of what `lock` says. */
  readonly lockBefore: string;
  readonly scopes: readonly Scope[];
  readonly observed: ReadonlyMap<string, Observed>;
  /** Decides the files that were edited. */
  readonly settle: Settle;
  /** Edited files that go to another place. */
  readonly moves: Moves;
}

/** Pure: lock, artifacts and what lies on the disk in, the plan out. */
export function makePlan({ lock, lockBefore, scopes, observed, settle, moves }: PlanInput): Plan {
  const others = lock.entries.filter(entry => !scopes.some(scope => isOf(entry, scope)));
  const refused = claims(others, scopes);
  const carried = carryEdits(moves, settle);
  const decided = scopes.map(scope =>
    decideScope(scope, entryOf(lock, scope), { observed, refused, settle, carried }),
  );
  const decisions = decided.flatMap(({ decisions }) => decisions);
  const next: Lock = { entries: [...others, ...decided.map(({ entry }) => entry)] };
  return {
    lockBefore,
    files: decisions.flatMap(({ file }) => file ?? []).toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    lock: next,
    lockChanged: lockBefore !== lockDigest(next),
    baselines: baselinesOf(next, scopes),
    problems: [...new Set(decisions.flatMap(({ problems }) => problems ?? []))],
  };
}

/** Whether applying the plan would change anything, and whether it may be applied at all. */
export function isEmpty(plan: Plan): boolean {
  return !plan.lockChanged && plan.files.every(file => !file.write && file.action !== 'removed');
}

export function isRefused(plan: Plan): boolean {
  return plan.files.some(
    file => file.action === 'refused' || (file.action === 'conflicting' && file.write === undefined),
  );
}

interface Circumstances {
  readonly observed: ReadonlyMap<string, Observed>;
  /** Files that another family claims. */
  readonly refused: ReadonlyMap<Artifact, Problem>;
  readonly settle: Settle;
  readonly carried: Carried;
}

function decideScope(
  scope: Scope,
  before: LockEntry | undefined,
  { observed, refused, settle, carried }: Circumstances,
): { decisions: Decision[]; entry: LockEntry } {
  const decisions: Decision[] = [];
  const files = new Map<string, LockedFile>();
  const record = (path: string, decision: Decision) => {
    decisions.push(decision);
    if (decision.locked) files.set(path, decision.locked);
  };
  const look = (path: string): Observed => observed.get(path) ?? { kind: 'absent' };
  const artifacts = writable(scope);
  for (const artifact of artifacts) {
    const path = joinPath(scope.output, artifact.path);
    const obstacle = refused.get(artifact);
    const seen: Observed = obstacle ? { kind: 'obstacle', problem: obstacle } : look(path);
    const arrival = obstacle ? undefined : carried.arrivals.get(path);
    record(
      artifact.path,
      arrival ?? decideArtifact(artifact, path, before?.files.get(artifact.path), seen, settle),
    );
  }
  // A file that is declared the user's own is neither written nor removed, only forgotten.
  const named = new Set(scope.artifacts.map(artifact => artifact.path));
  for (const [name, locked] of before?.files ?? []) {
    if (named.has(name)) continue;
    const path = joinPath(scope.output, name);
    record(name, decideOrphan(scope.family, path, locked, look(path), carried.departures.get(path)));
  }
  return { decisions, entry: { family: scope.family, output: scope.output, inputs: scope.inputs, files } };
}

function baselinesOf(lock: Lock, scopes: readonly Scope[]): Map<string, string> {
  const needed = digestsOf(lock);
  const texts = scopes.flatMap(scope =>
    writable(scope).map(artifact => [digestOf(artifact), artifact.content] as const),
  );
  return new Map(texts.filter(([digest]) => needed.has(digest)));
}
