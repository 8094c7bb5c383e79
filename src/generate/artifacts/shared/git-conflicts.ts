/** A conflict that a merge by git left in a text, by the lines (from 1) of its markers. */
export interface GitConflict {
  readonly from: number;
  /** `|||||||`, behind which the diff3 style has what both sides were made of. */
  readonly base?: number;
  readonly middle: number;
  readonly to: number;
  /** False when a line of a side looks like the marker between them, so that the sides cannot be told apart. */
  readonly clear: boolean;
  /** The first and the last marker as they stand there, with the names of the branches. */
  readonly opening: string;
  readonly closing: string;
}

const marker = /^(?:(<{7})(?: .*)?|(\|{7})(?: .*)?|(={7})|(>{7})(?: .*)?)$/;

/**
 * The conflicts of a text, each with its whole set of markers in their order at line starts: one marker alone may be
 * prose, or the line below a heading.
 */
export function gitConflicts(text: string): readonly GitConflict[] {
  // Nearly all texts have none, and are not looked at line by line.
  if (!text.includes('>>>>>>>')) return [];
  const found: GitConflict[] = [];
  let open:
    | (Pick<GitConflict, 'from' | 'base' | 'opening'> & { middle?: number; clear: boolean })
    | undefined;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const [, opening, base, middle, closing] = marker.exec(line) ?? [];
    const number = index + 1;
    if (opening) open = { from: number, opening: line, clear: true };
    else if (!open) continue;
    else if (base && open.middle === undefined) open = { ...open, base: number };
    else if (middle)
      open = open.middle === undefined ? { ...open, middle: number } : { ...open, clear: false };
    else if (closing && open.middle !== undefined) {
      found.push({ ...open, middle: open.middle, to: number, closing: line });
      open = undefined;
    }
  }
  return found;
}
