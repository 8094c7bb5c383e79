import type { Artifact } from '../../artifacts/shared/artifact.ts';
import type { Observed } from '../decide.ts';
import type { Lock } from '../lock.ts';
import { joinPath, unsafePath } from '../paths.ts';
import { entryOf, type Scope, writable } from '../scope.ts';
import type { Move, Moves } from './moves.ts';

interface Orphan extends Omit<Move, 'artifact'> {
  readonly family: string;
  readonly lines: readonly string[];
}

/** A file that is generated and was not before, where nothing lies yet. */
interface NewPlace {
  readonly path: string;
  readonly artifact: Artifact;
}

/** Two files of one kind that share fewer of their lines are two different files. */
const leastAlike = 0.5;

/**
 * Finds the new place of each edited file that nothing makes any more: the one file of its family, not there yet, that is
 * most like what was generated, and of those with its name. Where two are, nobody knows, and the file is no move.
 * `baseline` gives generated texts.
 */
export function findMoves(
  lock: Lock,
  scopes: readonly Scope[],
  observed: ReadonlyMap<string, Observed>,
  baseline: (digest: string) => string | undefined,
): Moves {
  const orphans = scopes.flatMap(scope => orphansOf(scope, lock, observed, baseline));
  if (orphans.length === 0) return new Map();
  const places = scopes.flatMap(scope => newPlaces(scope, lock, observed));
  const found = orphans.flatMap(orphan => {
    const place = likest(orphan, places);
    return place ? [{ path: place.path, move: { ...orphan, artifact: place.artifact } }] : [];
  });
  const isOnly = (path: string) => found.filter(other => other.path === path).length === 1;
  return new Map(found.filter(({ path }) => isOnly(path)).map(({ path, move }) => [path, move]));
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

function newPlaces(scope: Scope, lock: Lock, observed: ReadonlyMap<string, Observed>): NewPlace[] {
  const known = entryOf(lock, scope)?.files;
  return writable(scope).flatMap(artifact => {
    const path = joinPath(scope.output, artifact.path);
    const isNew = !known?.has(artifact.path) && !unsafePath(artifact.path);
    return isNew && (observed.get(path)?.kind ?? 'absent') === 'absent' ? [{ path, artifact }] : [];
  });
}

function likest({ family, from, lines }: Orphan, places: readonly NewPlace[]): NewPlace | undefined {
  const ending = endingOf(from);
  const [first, second] = places
    .filter(({ path, artifact }) => artifact.family === family && endingOf(path) === ending)
    .map(place => ({
      place,
      share: likeness(lines, linesOf(place.artifact.content)),
      name: Number(nameOf(place.path) === nameOf(from)),
    }))
    .toSorted((a, b) => b.share - a.share || b.name - a.name);
  if (!first || first.share < leastAlike) return undefined;
  const isOnly = first.share !== second?.share || first.name !== second.name;
  return isOnly ? first.place : undefined;
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
