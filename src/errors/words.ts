export const list = (values: readonly string[]): string => values.join(', ');

/** The first of a list that may be long, and how many more. */
export const someOf = (values: readonly string[], most = 4): string =>
  values.length > most ? `${list(values.slice(0, most))} and ${values.length - most} more` : list(values);

/** What to do about a word that is not known; the one that it is most like comes before all else. */
export const didYouMean = (suggestion: string | undefined, otherwise: string): string =>
  suggestion === undefined ? otherwise : `did you mean "${suggestion}"?`;
