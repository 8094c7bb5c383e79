/** Where a value was found: a line of a file (from 1), or the reason for which it is assumed. */
export type Evidence = { readonly file: string; readonly line: number } | { readonly reason: string };

export interface Candidate<T> {
  readonly value: T;
  readonly found: Evidence;
}

/** The value that counts, and what other places say instead. */
export interface Finding<T> extends Candidate<T> {
  readonly others: readonly Candidate<T>[];
}

/** The first of the candidates, which stand in order of trust; places that say something else are remembered. */
export function choose<T>(candidates: readonly (Candidate<T> | undefined)[]): Finding<T> | undefined {
  const [first, ...rest] = candidates.filter(candidate => candidate !== undefined);
  if (!first) return undefined;
  const seen = new Set([JSON.stringify(first.value)]);
  const others = rest.filter(({ value, found }) => {
    const text = JSON.stringify(value);
    if (seen.has(text) || 'reason' in found) return false;
    seen.add(text);
    return true;
  });
  return { ...first, others };
}

export const assumed = <T>(value: T, reason: string): Candidate<T> => ({ value, found: { reason } });

/** "src/server.ts:14", or the reason. */
export const evidenceText = (found: Evidence): string =>
  'reason' in found ? found.reason : `${found.file}:${found.line}`;
