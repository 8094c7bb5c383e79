import { problem } from '../../../errors/index.ts';
import type { Artifact } from '../../artifacts/shared/artifact.ts';
import { type Decision, type Departure, lockedAs, type ObservedFile, type Settle } from '../decide.ts';
import type { LockedFile } from '../lock.ts';
import { essence, splitLines } from '../merge/lines.ts';
import { asText } from '../text-file.ts';

/** An edited file that is generated at another place now: a family got another folder, or a service its own. */
export interface Move {
  readonly from: string;
  readonly before: LockedFile;
  readonly seen: ObservedFile;
  readonly artifact: Artifact;
}

/** By the path that the file has now. */
export type Moves = ReadonlyMap<string, Move>;

/** What becomes of moved files, and of the paths that they had. */
export interface Carried {
  readonly arrivals: ReadonlyMap<string, Decision>;
  readonly departures: ReadonlyMap<string, Departure>;
}

/** Merges the edits of moved files into what is generated at their new place. What conflicts stays where it is. */
export function carryEdits(moves: Moves, settle: Settle): Carried {
  const arrivals = new Map<string, Decision>();
  const departures = new Map<string, Departure>();
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
  return essences(edited).every(line => line === '' || known.has(line) || found.has(line));
}

const essences = (text: string): readonly string[] => splitLines(text).texts.map(essence);

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
