import { isCollection, isMap, isNode, isSeq } from 'yaml';
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
 * first. The text does not change by it.
 */
export function lowerComments(node: unknown): void {
  if (!isCollection(node)) return;
  const children = isMap(node) ? node.items.map(({ key }) => key) : node.items;
  const [first] = children;
  if (!node.flow && node.commentBefore && isNode(first)) {
    first.commentBefore = first.commentBefore
      ? `${node.commentBefore}\n${first.commentBefore}`
      : node.commentBefore;
    node.commentBefore = null;
  }
  lowerWithin(node);
}

/** A comment of an item that is itself a collection stands above its dash, where it is. */
function lowerWithin(node: unknown): void {
  if (isMap(node)) for (const { value } of node.items) lowerComments(value);
  if (isSeq(node)) for (const item of node.items) lowerWithin(item);
}
