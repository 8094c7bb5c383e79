import { type Conflict, type Merge, merged } from '../merge.ts';
import { mergeText } from '../text.ts';
import { canonicals } from './canonical.ts';
import { type AllWords, type Given, keepsWords, type Side, wordsOf } from './kept-words.ts';
import type { Versions } from './nodes.ts';
import { placeComments } from './notes.ts';
import { type Path, printPath } from './path.ts';
import { relay } from './relay.ts';
import { mergeStreams } from './stream.ts';
import {
  type Format,
  linesOf,
  parseStructure,
  placeOf,
  printStructure,
  type Structure,
  sourceOf,
} from './structure.ts';
import { type LineSet, readWords } from './words.ts';

/** Three texts of one file. */
export interface Texts {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** A merge by structure, if there is one; `parses`: whether each of the three is what its name says. */
export interface Structured {
  readonly merge?: Merge;
  readonly parses: boolean;
}

/**
 * Merges YAML and JSON by what they mean and keeps the user's text wherever the generator changed nothing: the merged
 * tree decides, and of the texts that mean the same the one nearest to the user's is taken.
 */
export function mergeStructured(format: Format, texts: Texts): Structured {
  const words = wordsOf(format, texts);
  const mine = attempt(format, texts, words, 'ours');
  if (mine === 'unreadable') return { parses: false };
  if (mine && mine.conflicts.length === 0) return { merge: merged(mine.text), parses: true };
  const generated = mine && attempt(format, texts, words, 'theirs');
  if (!mine || !generated || generated === 'unreadable') return { parses: true };
  const merge = { mine: mine.text, generated: generated.text, conflicts: mine.conflicts };
  return { merge, parses: true };
}

interface Attempt {
  readonly text: string;
  readonly conflicts: readonly Conflict[];
}

/** Undefined when the documents cannot be matched, or when no text shows the merged tree and all that was written. */
function attempt(
  format: Format,
  texts: Texts,
  words: () => AllWords,
  favour: Side,
): Attempt | 'unreadable' | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map(text =>
    parseStructure(format, text),
  );
  if (!base || !ours || !theirs) return 'unreadable';
  const conflicts: Conflict[] = [];
  const contested = { ours: new Set<number>(), theirs: new Set<number>() };
  const canonical = canonicals();
  for (const { documents, text } of [base, ours, theirs])
    for (const { contents } of documents) {
      placeComments(contents, text);
      canonical(contents ?? undefined);
    }
  const before = printStructure(ours);
  const documents = mergeStreams(
    { base: base.documents, ours: ours.documents, theirs: theirs.documents },
    {
      canonical,
      favour,
      conflict: (path, versions) => {
        conflicts.push(describe(path, versions, { base, ours, theirs }));
        for (const side of ['ours', 'theirs'] as const)
          for (const line of linesOf({ ours, theirs }[side], versions[side])) contested[side].add(line);
      },
    },
  );
  if (!documents) return undefined;
  const result: Structure = { ...ours, documents };
  const after = printStructure(result);
  // What gives way in a conflict goes with the lines it stood on, and nothing else does.
  const given: Given =
    favour === 'ours' ? { ours: none, theirs: contested.theirs } : { ours: contested.ours, theirs: none };
  const wanted = meaning(result);
  const fits = (text: string) =>
    keepsWords(words(), readWords(format, text), given) && hasMeaning(format, text, wanted);
  const text = [...new Set(candidates(format, texts, { before, after }, favour))].find(fits);
  return text === undefined ? undefined : { text, conflicts };
}

const none: LineSet = new Set();

/** What is said of a conflict. */
function describe(
  path: Path,
  versions: Versions,
  structures: Readonly<Record<keyof Versions, Structure>>,
): Conflict {
  const place = placeOf(structures.ours, versions.ours);
  return {
    ...(place ? { lines: { from: place.from, to: place.to }, column: place.column } : {}),
    path: printPath(path) || 'the document',
    base: sourceOf(structures.base, versions.base),
    ours: sourceOf(structures.ours, versions.ours),
    theirs: sourceOf(structures.theirs, versions.theirs),
  };
}

/** Texts that may show the merged tree, those nearest to the user's own first. */
function candidates(
  format: Format,
  { base, ours, theirs }: Texts,
  { before, after }: { before: string; after: string },
  favour: Side,
): string[] {
  const byLines = mergeText(base, ours, theirs);
  // Neighbouring lines are no conflict once the tree says what holds. In JSON the indentation would be of both sides.
  const asWritten = format === 'yaml' ? [relay(base, ours, theirs)] : [];
  // Both printed alike, so what differs is what the merge changed; the user's layout gives way to it as little as can be.
  const relaid = relay(before, ours, after);
  const edited = mergeText(before, ours, after).generated;
  const printed = mergeText(before, ours.includes('\r\n') ? before.replaceAll('\n', '\r\n') : before, after);
  return [
    favour === 'ours' ? byLines.mine : byLines.generated,
    ...asWritten,
    relaid,
    edited,
    printed.generated,
  ];
}

function hasMeaning(format: Format, text: string, wanted: string): boolean {
  const found = parseStructure(format, text);
  return found !== undefined && meaning(found) === wanted;
}

function meaning({ documents }: Structure): string {
  const canonical = canonicals();
  return JSON.stringify(documents.map(({ contents }) => canonical(contents ?? undefined)));
}
