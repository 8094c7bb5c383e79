import type { Document, Node } from 'yaml';
import { objectName, scalarAt } from './identity.ts';
import { mergeNamed } from './lists.ts';
import { mergeNodes, type Rules, type Versions } from './nodes.ts';
import { mergeNotes } from './notes.ts';
import type { Path } from './path.ts';

/** The documents of a stream in three versions. */
interface Streams {
  readonly base: readonly Document[];
  readonly ours: readonly Document[];
  readonly theirs: readonly Document[];
}

/**
 * Merges the documents of a stream, Kubernetes objects by kind and name, others by their place. Undefined when they
 * cannot be told apart: two have the same name, or nameless ones were added or removed.
 */
export function mergeStreams(streams: Streams, rules: Rules): Document[] | undefined {
  const lists = Object.values(streams) as readonly (readonly Document[])[];
  const names = new Map<Document, string>();
  for (const list of lists) list.forEach((document, index) => names.set(document, nameOf(document, index)));
  const nameless = lists.map(
    list => list.filter(({ contents }) => objectName(contents) === undefined).length,
  );
  const unique = lists.every(list => new Set(list.map(item => names.get(item))).size === list.length);
  if (!unique || new Set(nameless).size > 1) return undefined;
  const isAlone = lists.every(({ length }) => length === 1);
  return mergeNamed(streams, {
    nameOf: document => names.get(document) ?? '',
    alike: (before, now) => isSameObject(streams, before, now),
    descend: (versions, name) => mergeDocument(versions, isAlone ? [] : [{ name }], rules),
    favour: rules.favour,
    conflict: () => rules.conflict([], { base: undefined, ours: undefined, theirs: undefined }),
  });
}

const nameOf = ({ contents }: Document, index: number) => objectName(contents) ?? `document ${index + 1}`;

/** The only document of a generated file is what the file is about; one of several keeps its kind. */
function isSameObject({ base }: Streams, before: Document, now: Document): boolean {
  return base.length === 1 || scalarAt(before.contents, 'kind') === scalarAt(now.contents, 'kind');
}

function mergeDocument(
  { base, ours, theirs }: Versions<Document>,
  path: Path,
  rules: Rules,
): Document | undefined {
  const contents = { base: contentsOf(base), ours: contentsOf(ours), theirs: contentsOf(theirs) };
  const node = mergeNodes(contents, path, rules);
  const document = ours ?? theirs;
  if (!document || (!node && (contents.ours ?? contents.theirs))) return undefined;
  document.contents = node ?? null;
  if (ours && theirs) mergeNotes(ours, { base, ours, theirs }, rules.favour);
  return document;
}

const contentsOf = (document: Document | undefined): Node | undefined => document?.contents ?? undefined;
