/** Texts as they may be shown to others. */
import type { Problem } from '../../errors/index.ts';
import { secretsIn } from './text.ts';

const mask = '***';

export interface Cover {
  readonly text: string;
  /** Where an offset of the whole text is in the covered one: within a secret, at the beginning of its mask. */
  readonly at: (offset: number) => number;
}

/** The text with each of its secrets covered; `spans` in their order, none overlapping another. */
export function covered(
  text: string,
  spans: readonly { readonly start: number; readonly end: number }[],
): Cover {
  const shown = spans
    .toReversed()
    .reduce((found, { start, end }) => `${found.slice(0, start)}${mask}${found.slice(end)}`, text);
  const at = (offset: number) =>
    spans.reduce((moved, { start, end }) => {
      if (offset >= end) return moved + mask.length - (end - start);
      return offset > start ? moved - (offset - start) : moved;
    }, offset);
  return { text: shown, at };
}

/** A problem as it may be shown to others: neither one of the secret values nor what is secret by its form is in it. */
export function concealed(found: Problem, values: readonly string[]): Problem {
  // It names a secret and never its value; there may be as many of them as there are values.
  if (found.id === 'secret-literal') return found;
  const hide = (text: string) => values.reduce((shown, value) => shown.replaceAll(value, () => mask), text);
  const cover = (text: string) => hide(covered(text, secretsIn(text)).text);
  const { message, why, fix, detail } = found;
  return {
    ...found,
    message: cover(message),
    why: hide(why),
    fix: hide(fix),
    ...(detail ? { detail: detail.map(cover) } : {}),
  };
}
