import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { lockedAs } from './decide.ts';
import { observe } from './disk.ts';
import { stateFolder } from './durable.ts';
import type { Lock, LockEntry, LockedFile } from './lock.ts';
import { diff } from './merge/diff.ts';
import { splitLines } from './merge/lines.ts';
import { joinPath } from './paths.ts';
import type { Scope } from './scope.ts';
import { sha256 } from './sha256.ts';
import { asText } from './text-file.ts';

/** The baselines that a lock refers to, by SHA-256. */
export const digestsOf = ({ entries }: Lock): string[] =>
  entries.flatMap(({ files }) => [...files.values()].map(file => file.sha256));

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
  baseline: (digest: string) => string | undefined,
): Lock {
  const folder = join(stateFolder(root), 'baselines');
  const kept = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const used = new Set(digestsOf(lock));
  const free = [...kept].filter(digest => !used.has(digest));
  if (free.length === 0) return lock;
  const made = scopes.map((scope): LockEntry => {
    const entry = lock.entries.find(known => isSame(known, scope));
    const files = new Map(entry?.files);
    for (const artifact of scope.artifacts) {
      const before = files.get(artifact.path);
      if (artifact.ownership === 'yours' || (before && kept.has(before.sha256))) continue;
      const found = findBase(root, joinPath(scope.output, artifact.path), artifact, free, baseline);
      if (found) files.set(artifact.path, { ...lockedAs(artifact), sha256: found } satisfies LockedFile);
    }
    return { family: scope.family, output: scope.output, inputs: entry?.inputs ?? scope.inputs, files };
  });
  const others = lock.entries.filter(entry => !scopes.some(scope => isSame(entry, scope)));
  return { entries: [...others, ...made] };
}

const isSame = (a: Pick<LockEntry, 'family' | 'output'>, b: Pick<LockEntry, 'family' | 'output'>) =>
  a.family === b.family && a.output === b.output;

function findBase(
  root: string,
  path: string,
  artifact: Artifact,
  free: readonly string[],
  baseline: (digest: string) => string | undefined,
): string | undefined {
  const seen = observe(root, [path], new Map([[path, '']])).get(path);
  const text = seen?.kind === 'file' && seen.bytes ? asText(seen.bytes) : undefined;
  if (text === undefined) return undefined;
  const exact = [sha256(artifact.content), sha256(text)].find(digest => free.includes(digest));
  if (exact !== undefined) return exact;
  const lines = splitLines(text).texts;
  let best = { digest: undefined as string | undefined, shared: lines.length / 2 };
  for (const digest of free) {
    const base = splitLines(baseline(digest) ?? '').texts;
    const fresh = diff(base, lines).reduce((sum, { after }) => sum + after.to - after.from, 0);
    if (lines.length - fresh > best.shared) best = { digest, shared: lines.length - fresh };
  }
  return best.digest;
}
