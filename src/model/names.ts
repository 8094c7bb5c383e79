/**
 * An RFC 1123 label of the text: lower case letters, digits and single hyphens, at most 63. `component_name` becomes
 * `component-name`. Undefined when nothing is left, or when it would have to be cut.
 */
export function label(text: string): string | undefined {
  const words = text.toLowerCase().match(/[a-z0-9]+/g);
  const joined = words?.join('-') ?? '';
  return joined === '' || joined.length > 63 ? undefined : joined;
}

/** The candidate that a person most likely meant, if one is near enough (two edits, or one in short words). */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  const wanted = text.toLowerCase().slice(0, 64);
  const limit = wanted.length < 5 ? 1 : 2;
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const distance = edits(wanted, candidate.toLowerCase());
    if (distance <= limit && (best === undefined || distance < best.distance)) best = { candidate, distance };
  }
  return best?.candidate;
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, from] of Array.from(a).entries()) {
    const row = [i + 1];
    for (const [j, to] of Array.from(b).entries()) {
      const [above, left, corner] = [previous[j + 1] ?? 0, row[j] ?? 0, previous[j] ?? 0];
      row.push(Math.min(above + 1, left + 1, corner + (from === to ? 0 : 1)));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
