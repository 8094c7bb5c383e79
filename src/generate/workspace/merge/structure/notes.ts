import { mergeText } from '../text.ts';

/** What a node, a key or a document carries beside its value. */
export interface Notes {
  commentBefore?: string | null | undefined;
  comment?: string | null | undefined;
  spaceBefore?: boolean | undefined;
}

/** The comments of three versions put together; undefined when both sides changed the same line of one. */
export function mergeNotes(
  base: Notes | undefined,
  ours: Notes,
  theirs: Notes,
): { readonly commentBefore: string; readonly comment: string; readonly spaceBefore: boolean } | undefined {
  const commentBefore = mergeText(
    base?.commentBefore ?? '',
    ours.commentBefore ?? '',
    theirs.commentBefore ?? '',
  );
  const comment = mergeText(base?.comment ?? '', ours.comment ?? '', theirs.comment ?? '');
  if (commentBefore.conflicts.length + comment.conflicts.length > 0) return undefined;
  const spaces = [base, ours, theirs].map(notes => notes?.spaceBefore === true);
  return {
    commentBefore: commentBefore.mine,
    comment: comment.mine,
    spaceBefore: (spaces[0] === spaces[1] ? spaces[2] : spaces[1]) === true,
  };
}

/** Empty comments are none. */
export function setNotes(node: Notes, notes: Notes): void {
  node.commentBefore = notes.commentBefore || null;
  node.comment = notes.comment || null;
  if (notes.spaceBefore) node.spaceBefore = true;
  else delete node.spaceBefore;
}
