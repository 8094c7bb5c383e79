import { openName } from './secrets/open-name.ts';

/**
 * An RFC 1123 label of the text: lower case letters, digits and single hyphens, at most 63. `component_name` becomes
 * `component-name`, `Café` becomes `cafe`; a secret in the text (`Secrets password=x`) is no part of it. Undefined when nothing is left, or when
 * it would have to be cut.
 */
export function label(text: string): string | undefined {
  const words = openName(text)
    .normalize('NFD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const joined = words?.join('-') ?? '';
  return joined === '' || joined.length > 63 ? undefined : joined;
}

/** The candidate that a person most likely meant, if one is near enough (two edits, or one in short words). */
export function nearest(text: string, candidates: readonly string[]): string | undefined {
  const wanted = text.toLowerCase().slice(0, 64);
  const limit = wanted.length < 6 ? 1 : 2;
  const own = letterSet(wanted);
  let best: { candidate: string; distance: number } | undefined;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    // An edit takes one letter away and brings another at most: most candidates need no table.
    if (ones(own ^ letterSet(candidate.toLowerCase())) > 2 * limit) continue;
    const distance = edits(wanted, candidate.toLowerCase());
    if (distance > limit || (best && distance > best.distance)) continue;
    // Of two as near, the one of which letters were left out: "pln" is plan rather than pin.
    if (best?.distance === distance && !isWithin(wanted, candidate.toLowerCase())) continue;
    if (best?.distance === distance && isWithin(wanted, best.candidate.toLowerCase())) continue;
    best = { candidate, distance };
  }
  return best?.candidate;
}

/** Whether the letters stand in the text in their order, with others between them or not. */
function isWithin(letters: string, text: string): boolean {
  let found = 0;
  for (const letter of text) if (letter === letters[found]) found += 1;
  return found === letters.length;
}

/** The letters of a text as bits, several letters to a bit. */
function letterSet(text: string): number {
  let set = 0;
  for (let i = 0; i < text.length; i++) set |= 1 << (text.charCodeAt(i) & 31);
  return set;
}

function ones(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** Edits from one text to the other: a letter more, less or another, or two neighbours swapped (optimal string alignment). */
function edits(a: string, b: string): number {
  const [from, to] = [Array.from(a), Array.from(b)];
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (const [i, letter] of from.entries()) {
    const row = [i + 1];
    for (const [j, other] of to.entries()) {
      const [above, left, corner] = [previous[j + 1] ?? 0, row[j] ?? 0, previous[j] ?? 0];
      const isSwap = i > 0 && j > 0 && letter === to[j - 1] && from[i - 1] === other;
      const swapped = isSwap ? (before[j - 1] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(above + 1, left + 1, corner + (letter === other ? 0 : 1), swapped));
    }
    [before, previous] = [previous, row];
  }
  return previous[to.length] ?? 0;
}
