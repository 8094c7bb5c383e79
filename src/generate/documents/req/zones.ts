import { type Fact, type FieldPath, fieldText } from '../../../model/facts.ts';
import { bare, isAbsent, type Token } from '../../../model/token.ts';

/** "us-east-1a,1b,1c" means us-east-1a, us-east-1b and us-east-1c: a short one borrows the beginning of the first. */
export function zones(path: FieldPath, tokens: readonly Token[]): readonly Fact[] {
  const present = tokens.map(bare).filter(token => !isAbsent(token));
  const first = present[0]?.text ?? '';
  const stem = /^(.*-)\d{1,2}[a-z]?$/.exec(first)?.[1];
  return present.map((token, i) => {
    const short = i > 0 && /^\d{1,2}[a-z]$/.test(token.text);
    const letter = i > 0 && /^[a-z]$/.test(token.text);
    const value = short && stem ? stem + token.text : letter ? first.slice(0, -1) + token.text : token.text;
    const full = [...path, i];
    return { field: fieldText(full), path: full, value, at: token.at };
  });
}
