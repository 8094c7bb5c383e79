/** What becomes of the facts of a reading that hold secrets. */
import { type Place, type Problem, problem } from '../../errors/index.ts';
import type { SecretHome } from '../../errors/values.ts';
import { type Fact, type FieldPath, fieldText } from '../facts.ts';
import type { SecretSpan } from './text.ts';

/** What becomes of the facts of one reading. */
export interface Change {
  /** By the fact that is replaced; undefined takes it out. */
  readonly facts: Map<Fact, Fact | undefined>;
  readonly added: Fact[];
  readonly problems: Problem[];
  readonly values: Set<string>;
}

/** Reports a secret at its place, once. */
export function report(
  change: Change,
  { at }: { readonly at: Place },
  what: string,
  home: SecretHome,
  name: string,
): void {
  const isKnown = change.problems.some(
    found => found.id === 'secret-literal' && found.at?.line === at.line && found.at.column === at.column,
  );
  if (!isKnown) change.problems.push(problem('secret-literal', { what, home, name }, { at }));
}

/** A word of plain letters, or a short text, is found in too many places that have nothing to do with a secret. */
const isTelling = (text: string) => text.length >= (/^[A-Za-z]*$/.test(text) ? 12 : 5);

/** Notes the text, or its `spans`, as what nobody may see wherever it turns up again. */
export function remember(change: Change, text: string, spans?: readonly SecretSpan[]): void {
  const values = spans ? spans.map(({ start, end }) => text.slice(start, end)) : [text];
  for (const value of values) if (isTelling(value)) change.values.add(value);
}

/** A fact that follows from a statement about something else. */
export const factAt = (path: FieldPath, value: Fact['value'], at: Place): Fact => ({
  field: fieldText(path),
  path,
  value,
  at,
  derived: true,
});
