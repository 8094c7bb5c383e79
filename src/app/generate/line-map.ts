/** Where a line of an edited text comes from in the text before the edit. */
export type LineOrigin =
  | { readonly state: 'same'; readonly line: number }
  /** Another text stands in the place of this line. */
  | { readonly state: 'changed'; readonly line: number }
  | { readonly state: 'new' };

/** Beyond this many cells the comparison is left out and every line in the middle counts as new. */
const mostCells = 4_000_000;

/**
 * Maps each line of `after` (index 0 is line 1) to the line of `before` that it is, or that it replaces where as many
 * lines were replaced as were put in their place.
 */
export function mapLines(before: readonly string[], after: readonly string[]): LineOrigin[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let end = 0;
  const most = Math.min(before.length, after.length) - start;
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;

  const middle = align(before.slice(start, before.length - end), after.slice(start, after.length - end));
  const origins: LineOrigin[] = [];
  for (let i = 0; i < start; i++) origins.push({ state: 'same', line: i + 1 });
  for (const origin of middle)
    origins.push('line' in origin ? { ...origin, line: origin.line + start } : origin);
  for (let i = end; i > 0; i--) origins.push({ state: 'same', line: before.length - i + 1 });
  return origins;
}

function align(before: readonly string[], after: readonly string[]): LineOrigin[] {
  const pairs = before.length * after.length <= mostCells ? commonLines(before, after) : [];
  const origins: LineOrigin[] = [];
  let [from, to] = [0, 0];
  for (const [i, j] of [...pairs, [before.length, after.length] as const]) {
    const replaced = i - from === j - to;
    for (let k = 0; to + k < j; k++)
      origins.push(replaced ? { state: 'changed', line: from + k + 1 } : { state: 'new' });
    if (j < after.length) origins.push({ state: 'same', line: i + 1 });
    [from, to] = [i + 1, j + 1];
  }
  return origins;
}

/** Index pairs of a longest common subsequence. */
function commonLines(before: readonly string[], after: readonly string[]): (readonly [number, number])[] {
  const width = after.length + 1;
  const longest = new Uint32Array((before.length + 1) * width);
  const at = (i: number, j: number) => longest[i * width + j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      longest[i * width + j] =
        before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let [i, j] = [0, 0]; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
