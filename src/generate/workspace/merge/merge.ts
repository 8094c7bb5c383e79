/**
 * A part of a file that a person and the generator changed differently. A side that has nothing there is the empty
 * text.
 */
export interface Conflict {
  /**
   * Lines of the file as it is now, from 1; `to` is `from` - 1 where the person removed them. A part of a structured file
   * that the person removed stands nowhere.
   */
  readonly lines?: { readonly from: number; readonly to: number };
  /** Where on the first line it begins, from 1; the whole line without it. */
  readonly column?: number;
  /** Of a structured file: where in it, as `spec.containers[web].image`. */
  readonly path?: string;
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/**
 * Three texts put together. `mine` has the person's side of every conflict and `generated` the generator's; they are
 * the same text, the merged one, when there is no conflict.
 */
export interface Merge {
  readonly mine: string;
  readonly generated: string;
  readonly conflicts: readonly Conflict[];
}

export const merged = (text: string): Merge => ({ mine: text, generated: text, conflicts: [] });
