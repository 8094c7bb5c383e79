export const list = (values: readonly string[]): string => values.join(', ');

/** What to do about a word that is not known; the one that it is most like comes before all else. */
export const didYouMean = (suggestion: string | undefined, otherwise: string): string =>
  suggestion === undefined ? otherwise : `did you mean "${suggestion}"?`;
