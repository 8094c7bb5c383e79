import { combineTexts, plain, type Text } from '../../../model/traced.ts';
import type { Ask } from './plan/scenario.ts';

/** Texts one behind another, as one that shows the fields of all. */
export const joined = (parts: readonly Text[], separator: string): Text =>
  combineTexts(parts, () => parts.map(part => plain(part)).join(separator));

/**
 * The path of a request as pieces of an expression: one literal, or literals around what gives the value that was taken
 * from the answer before.
 */
export function pathPieces(
  { path, taken }: Ask,
  literal: (text: Text) => Text,
  value: (property: string) => string,
): readonly Text[] {
  if (!taken) return [literal(path)];
  return [literal(path), value(taken.property), ...(taken.rest === '' ? [] : [literal(taken.rest)])];
}
