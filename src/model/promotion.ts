/** In which order a version goes through the environments, when several documents name some of them each. */

/**
 * One order out of several: that of whoever names most (of the first, where several do), with what others name put in
 * where they have it. Production is last unless a document has something behind it: nothing gets there untried because
 * a document says something about production alone.
 */
export function promotionOrder(sequences: readonly (readonly string[])[]): string[] {
  const [most = [], ...others] = sequences.toSorted((a, b) => b.length - a.length);
  const order = [...most];
  for (const sequence of others)
    for (const [i, name] of sequence.entries())
      if (!order.includes(name)) order.splice(placeOf(name, i, sequence, order), 0, name);
  return order;
}

/** The index at which a name stands that `sequence` has at `i` and `order` does not have. */
function placeOf(name: string, i: number, sequence: readonly string[], order: readonly string[]): number {
  const next = sequence.slice(i + 1).find(other => order.includes(other));
  if (next !== undefined) return order.indexOf(next);
  if (name === last) return order.length;
  const before = sequence.slice(0, i).findLast(other => order.includes(other));
  if (before !== undefined && before !== last) return order.indexOf(before) + 1;
  return order.includes(last) ? order.indexOf(last) : order.length;
}

const last = 'production';
