import { type Problem, problem } from '../../errors/index.ts';
import { type FieldPath, fieldText, type Scalar } from '../../model/facts.ts';
import { label } from '../../model/names.ts';
import { openName } from '../../model/secrets/open-name.ts';
import type { Token } from '../../model/token.ts';

/**
 * A note where a name became another than people would read into it: case, blanks, underscores and dots are no more
 * than another spelling, any other character that is gone is a loss.
 */
export function changedName({ text, at }: Token, became: Scalar): readonly Problem[] {
  const open = openName(text);
  const isOther = /[^\w\s.-]/.test(open) && became === label(text);
  return isOther ? [problem('name-changed', { text: open, became }, { at })] : [];
}

/** The names that objects, folders and commands are called by, whichever document gives them. */
export const isShownName = (path: FieldPath): boolean =>
  /^service\.(?:environments\.[^.]+\.)?name$/.test(fieldText(path));
