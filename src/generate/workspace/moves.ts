import { problem } from '../../errors/index.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { type Decision, lockedAs, type Observed, type ObservedFile, type Settle } from './decide.ts';
import type { Lock, LockedFile } from './lock.ts';
import { joinPath, unsafePath } from './paths.ts';
import { entryOf, type Scope, writable } from './scope.ts';
import { asText } from './text-file.ts';

/** An edited file that is generated at another place now: a family got another folder, or a service its own. */
export interface Move {
  readonly from: string;
  readonly before: LockedFile;
  readonly seen: ObservedFile;
  readonly artifact: Artifact;
}

/** By the path that the file has now. */
export type Moves = ReadonlyMap<string, Move>;

/** What becomes of moved files, and of the paths that they had: where their edits are now, or would be. */
export interface Carried {
  readonly arrivals: ReadonlyMap<string, Decision>;
  readonly departures: ReadonlyMap<string, { readonly to: string; readonly isCarried: boolean }>;
}

interface Orphan extends Omit<Move, 'artifact'> {
  readonly family: string;
  readonly lines: readonly string[];
}

interface Arrival {
  readonly path: string;
  readonly artifact: Artifact;
}

/** Two files of one kind that share fewer of their lines are two different files. */
const leastAlike = 0.5;

/**
 * Finds the new place of each edited file that nothing makes any more: the one file of its family, not there yet, that is
 * most like what was generated, and of those with its name. Where two are, nobody knows, and the file is no move. `baseline` gives generated texts.
 */
export function findMoves(
  lock: Lock,
  scopes: readonly Scope[],
  observed: ReadonlyMap<string, Observed>,
  baseline: (digest: string) => string | undefined,
): Moves {
  const orphans = scopes.flatMap(scope => orphansOf(scope, lock, observed, baseline));
  if (orphans.length === 0) return new Map();
  const arrivals = scopes.flatMap(scope => arrivalsOf(scope, lock, observed));
  const found = orphans.flatMap(orphan => {
    const arrival = likest(orphan, arrivals);
    return arrival ? [{ path: arrival.path, move: { ...orphan, artifact: arrival.artifact } }] : [];
  });
  const isOnly = (path: string) => found.filter(other => other.path === path).length === 1;
  return new Map(found.filter(({ path }) => isOnly(path)).map(({ path, move }) => [path, move]));
}

/** Merges the edits of moved files into what is generated at their new place. What conflicts stays where it is. */
export function carryEdits(moves: Moves, settle: Settle): Carried {
  const arrivals = new Map<string, Decision>();
  const departures = new Map<string, { to: string; isCarried: boolean }>();
  for (const [to, move] of moves) {
    const decision = arrivalOf(to, move, settle);
    if (decision) arrivals.set(to, decision);
    departures.set(move.from, { to, isCarried: decision !== undefined });
  }
  return { arrivals, departures };
}

/** Whether every line that a person wrote, at whatever depth, is in the text that takes the file's place. */
export function holdsEdits(baseline: string, edited: string, next: string): boolean {
  const [known, found] = [new Set(essences(baseline)), new Set(essences(next))];
  return essences(edited).every(line => known.has(line) || found.has(line));
}

/** In JSON the comma at the end belongs to the next line. */
const essences = (text: string): readonly string[] =>
  linesOf(text).map(line => line.trim().replace(/,$/, ''));

function arrivalOf(
  path: string,
  { from, before, seen, artifact }: Move,
  settle: Settle,
): Decision | undefined {
  const locked = lockedAs(artifact);
  const { file } = settle({ artifact, path, before, locked, seen });
  const ours = seen.bytes && asText(seen.bytes);
  if (ours === undefined || (file?.action !== 'merged' && file?.action !== 'kept')) return undefined;
  const write = file.write ?? { content: ours, mode: artifact.mode };
  return {
    file: { action: 'merged', family: artifact.family, path, write },
    locked,
    problems: [problem('edits-moved', { from, to: path }, { artifact: path })],
  };
}

function orphansOf(
  scope: Scope,
  lock: Lock,
  observed: ReadonlyMap<string, Observed>,
  baseline: (digest: string) => string | undefined,
): Orphan[] {
  const named = new Set(scope.artifacts.map(({ path }) => path));
  return [...(entryOf(lock, scope)?.files ?? [])].flatMap(([name, before]) => {
    const from = joinPath(scope.output, name);
    const seen = observed.get(from);
    const isEdited = seen?.kind === 'file' && seen.bytes !== undefined && !before.once;
    const text = isEdited && !named.has(name) && !unsafePath(name) ? baseline(before.sha256) : undefined;
    return isEdited && text !== undefined
      ? [{ family: scope.family, from, before, seen, lines: linesOf(text) }]
      : [];
  });
}

function arrivalsOf(scope: Scope, lock: Lock, observed: ReadonlyMap<string, Observed>): Arrival[] {
  const known = entryOf(lock, scope)?.files;
  return writable(scope).flatMap(artifact => {
    const path = joinPath(scope.output, artifact.path);
    const isNew = !known?.has(artifact.path) && !unsafePath(artifact.path);
    return isNew && (observed.get(path)?.kind ?? 'absent') === 'absent' ? [{ path, artifact }] : [];
  });
}

function likest({ family, from, lines }: Orphan, arrivals: readonly Arrival[]): Arrival | undefined {
  const ending = endingOf(from);
  const [first, second] = arrivals
    .filter(({ path, artifact }) => artifact.family === family && endingOf(path) === ending)
    .map(arrival => ({
      arrival,
      share: likeness(lines, linesOf(arrival.artifact.content)),
      name: Number(nameOf(arrival.path) === nameOf(from)),
    }))
    .toSorted((a, b) => b.share - a.share || b.name - a.name);
  if (!first || first.share < leastAlike) return undefined;
  const isOnly = first.share !== second?.share || first.name !== second.name;
  return isOnly ? first.arrival : undefined;
}

/** The part of the lines of the longer text that both have. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const left = new Map<string, number>();
  for (const line of a) left.set(line, (left.get(line) ?? 0) + 1);
  const shared = b.filter(line => {
    const many = left.get(line) ?? 0;
    left.set(line, many - 1);
    return many > 0;
  });
  return shared.length / Math.max(a.length, b.length);
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);

/** ".yaml", or the whole name of a file that has no ending, such as "Dockerfile". */
const endingOf = (path: string) => /\.[^./]+$|[^/]+$/.exec(path)?.[0] ?? path;

const linesOf = (text: string): readonly string[] => text.split(/\r?\n/).filter(line => line.trim() !== '');
