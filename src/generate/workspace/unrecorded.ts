import type { Artifact } from '../artifacts/shared/artifact.ts';
import type { Baselines } from './baselines/baselines.ts';
import { lockedAs } from './decide.ts';
import { observe } from './disk.ts';
import { digestsOf, type Lock, type LockEntry } from './lock.ts';
import { diff } from './merge/diff.ts';
import { splitLines } from './merge/lines.ts';
import { joinPath } from './paths.ts';
import { entryOf, isOf, type Scope, writable } from './scope.ts';
import { sha256 } from './sha256.ts';
import { asText } from './text-file.ts';

/**
 * The lock with what only another branch generated. After a merge in git the lock may be that of one side, while files and
 * baselines of both are there: a baseline that no entry refers to is the base of a file that the lock does not have, or
 * whose own base the other side has replaced. It is told by the text: the one that is generated now, the one that lies
 * there, or the one that the file has most of its lines from.
 */
export function withUnrecorded(
  root: string,
  lock: Lock,
  scopes: readonly Scope[],
  baselines: Baselines,
): Lock {
  const used = digestsOf(lock);
  const free = [...baselines.digests()].filter(digest => !used.has(digest));
  if (free.length === 0) return lock;
  const made = scopes.map((scope): LockEntry => {
    const entry = entryOf(lock, scope);
    const files = new Map(entry?.files);
    for (const artifact of writable(scope)) {
      const before = files.get(artifact.path);
      if (before && baselines.has(before.sha256)) continue;
      const found = findBase(root, joinPath(scope.output, artifact.path), artifact, free, baselines);
      if (found) files.set(artifact.path, { ...lockedAs(artifact), sha256: found });
    }
    return { family: scope.family, output: scope.output, inputs: entry?.inputs ?? scope.inputs, files };
  });
  const others = lock.entries.filter(entry => !scopes.some(scope => isOf(entry, scope)));
  return { entries: [...others, ...made] };
}

function findBase(
  root: string,
  path: string,
  artifact: Artifact,
  free: readonly string[],
  baselines: Baselines,
): string | undefined {
  const seen = observe(root, [path], new Map([[path, '']])).get(path);
  const text = seen?.kind === 'file' && seen.bytes ? asText(seen.bytes) : undefined;
  if (text === undefined) return undefined;
  const exact = [sha256(artifact.content), sha256(text)].find(digest => free.includes(digest));
  return exact ?? likest(text, free, baselines);
}

/** The baseline that more than half of the lines are from; of several the one that most are from. */
function likest(text: string, free: readonly string[], baselines: Baselines): string | undefined {
  const lines = splitLines(text).texts;
  let best: { digest?: string; shared: number } = { shared: lines.length / 2 };
  for (const digest of free) {
    const base = splitLines(baselines.read(digest) ?? '').texts;
    const fresh = diff(base, lines).reduce((sum, { after }) => sum + after.to - after.from, 0);
    if (lines.length - fresh > best.shared) best = { digest, shared: lines.length - fresh };
  }
  return best.digest;
}
