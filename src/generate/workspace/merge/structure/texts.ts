/** Three texts of one file. */
export interface Texts {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
}

/** Whose change it is. */
export type Side = 'ours' | 'theirs';
