import { isCollection, isMap, isNode, isScalar, isSeq, type Pair } from 'yaml';
import { mergeText } from '../text.ts';

/** What a node, a key or a document carries beside its value. */
export interface Notes {
  commentBefore?: string | null | undefined;
  comment?: string | null | undefined;
  spaceBefore?: boolean | undefined;
}

/**
 * Puts the comments of three versions together, into `into`. Where both sides changed the same line of one, those of
 * `favour` stand; whether a comment is lost by that shows in the text, which is checked.
 */
export function mergeNotes(
  into: Notes,
  { base, ours, theirs }: { base: Notes | undefined; ours: Notes; theirs: Notes },
  favour: 'ours' | 'theirs',
): void {
  const merged = (name: 'commentBefore' | 'comment') => {
    const { mine, generated } = mergeText(base?.[name] ?? '', ours[name] ?? '', theirs[name] ?? '');
    return (favour === 'ours' ? mine : generated) || null;
  };
  const [before, after] = [merged('commentBefore'), merged('comment')];
  const [was, mine, other] = [base, ours, theirs].map(notes => notes?.spaceBefore === true);
  into.commentBefore = before;
  into.comment = after;
  if (was === mine ? other : mine) into.spaceBefore = true;
  else delete into.spaceBefore;
}

/**
 * Gives a comment above the first item of a collection to that item, so that it stays with it when another one comes
 * first, and one on the line of a key to that key. The `text` in which they stand does not change by it.
 */
export function placeComments(node: unknown, text: string): void {
  if (!isCollection(node)) return;
  const children = isMap(node) ? node.items.map(({ key }) => key) : node.items;
  const [first] = children;
  if (!node.flow && node.commentBefore && isNode(first)) {
    first.commentBefore = first.commentBefore
      ? `${node.commentBefore}\n${first.commentBefore}`
      : node.commentBefore;
    node.commentBefore = null;
  }
  placeWithin(node, text);
}

/** A comment of an item that is itself a collection stands above its dash, where it is. */
function placeWithin(node: unknown, text: string): void {
  if (isMap(node))
    for (const pair of node.items) {
      raiseComment(pair, text);
      placeComments(pair.value, text);
    }
  if (isSeq(node)) for (const item of node.items) placeWithin(item, text);
}

function raiseComment({ key, value }: Pair, text: string): void {
  if (!isScalar(key) || key.comment || !key.range || !isCollection(value) || !value.commentBefore) return;
  const behind = /[ \t]*:[ \t]+#/y;
  behind.lastIndex = key.range[1];
  if (value.flow || !behind.test(text)) return;
  const [first = '', ...rest] = value.commentBefore.split('\n');
  key.comment = first;
  value.commentBefore = rest.join('\n') || null;
}
