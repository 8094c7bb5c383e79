import { type Conflict, type Merge, merged } from '../merge.ts';
import { candidates } from './candidates.ts';
import { canonicals } from './canonical.ts';
import { type AllWords, keepsWords, wordsOf } from './kept-words.ts';
import type { Versions } from './nodes.ts';
import { placeComments } from './notes.ts';
import { type Path, printPath } from './path.ts';
import { mergeStreams } from './stream.ts';
import {
  type Format,
  linesOf,
  type Parse,
  parseStructure,
  placeOf,
  printStructure,
  type Structure,
  sourceOf,
} from './structure.ts';
import type { Side, Texts } from './texts.ts';
import { readWords } from './words.ts';

/** A merge by structure, if there is one; `parses`: whether each of the three is what its name says. */
export interface Structured {
  readonly merge?: Merge;
  readonly parses: boolean;
}

/**
 * Merges YAML and JSON by what they mean and keeps the user's text wherever the generator changed nothing: the merged
 * tree decides, and of the texts that mean the same the one nearest to the user's is taken.
 */
export function mergeStructured(format: Format, texts: Texts, parse: Parse): Structured {
  const words = wordsOf(format, texts);
  const mine = attempt(format, texts, { words, parse }, 'ours');
  if (mine === 'unreadable') return { parses: false };
  if (mine && mine.conflicts.length === 0) return { merge: merged(mine.text), parses: true };
  const generated = mine && attempt(format, texts, { words, parse }, 'theirs');
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
  { words, parse }: { readonly words: () => AllWords; readonly parse: Parse },
  favour: Side,
): Attempt | 'unreadable' | undefined {
  const structures = readAll(format, texts);
  if (!structures) return 'unreadable';
  const tree = mergeTrees(structures, favour);
  if (!tree) return undefined;
  const { merged, conflicts, contested } = tree;
  // What gives way in a conflict goes with the lines it stood on, and nothing else does.
  const given = { ...contested, [favour]: new Set() };
  const wanted = meaning(merged);
  // The tree of ours has become the merged one: what it was before is read again, where a text by lines does not do.
  const printed = () => ({
    before: printStructure(readPlaced(format, texts.ours) ?? merged),
    after: printStructure(merged),
  });
  const tried = new Set<string>();
  for (const text of candidates(format, texts, printed, favour)) {
    if (tried.has(text)) continue;
    tried.add(text);
    if (keepsWords(words(), readWords(format, text), given) && hasMeaning(parse(text), wanted))
      return { text, conflicts };
  }
  return undefined;
}

type Structures = Readonly<Record<keyof Texts, Structure>>;

function readAll(format: Format, texts: Texts): Structures | undefined {
  const [base, ours, theirs] = [texts.base, texts.ours, texts.theirs].map(text => readPlaced(format, text));
  return base && ours && theirs ? { base, ours, theirs } : undefined;
}

/** With each comment at the part that it is about. */
function readPlaced(format: Format, text: string): Structure | undefined {
  const found = parseStructure(format, text);
  for (const { contents } of found?.documents ?? []) placeComments(contents, text);
  return found;
}

/** Merges into the trees of ours; `contested` has the lines of either side that stand in a conflict. */
function mergeTrees(structures: Structures, favour: Side) {
  const { base, ours, theirs } = structures;
  const conflicts: Conflict[] = [];
  const contested = { ours: new Set<number>(), theirs: new Set<number>() };
  const canonical = canonicals();
  for (const { contents } of [base, ours, theirs].flatMap(({ documents }) => documents))
    canonical(contents ?? undefined);
  const documents = mergeStreams(
    { base: base.documents, ours: ours.documents, theirs: theirs.documents },
    {
      canonical,
      favour,
      conflict: (path, versions) => {
        conflicts.push(describe(path, versions, structures));
        for (const side of ['ours', 'theirs'] as const)
          for (const line of linesOf(structures[side], versions[side])) contested[side].add(line);
      },
    },
  );
  return documents && { merged: { ...ours, documents }, conflicts, contested };
}

/** What is said of a conflict. */
function describe(path: Path, versions: Versions, structures: Structures): Conflict {
  const place = placeOf(structures.ours, versions.ours);
  return {
    ...(place ? { lines: { from: place.from, to: place.to }, column: place.column } : {}),
    path: printPath(path) || 'the document',
    base: sourceOf(structures.base, versions.base),
    ours: sourceOf(structures.ours, versions.ours),
    theirs: sourceOf(structures.theirs, versions.theirs),
  };
}

const hasMeaning = (found: Structure | undefined, wanted: string): boolean =>
  found !== undefined && meaning(found) === wanted;

function meaning({ documents }: Structure): string {
  const canonical = canonicals();
  return JSON.stringify(documents.map(({ contents }) => canonical(contents ?? undefined)));
}
