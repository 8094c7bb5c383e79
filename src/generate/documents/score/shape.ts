/** What may stand where in a document with a closed form, and the check of a tree against it. */
import type { MapNode } from '../tree/node.ts';

/** A text with a rule of its own. */
export interface Form {
  readonly pattern: RegExp;
  readonly least?: number;
  readonly most?: number;
  /** The rule as a problem says it: "a label of …". */
  readonly rule: string;
  readonly example: string;
}

export type Shape =
  | { readonly is: 'text'; readonly form?: Form }
  | { readonly is: 'word'; readonly words: readonly string[] }
  | { readonly is: 'port' }
  | { readonly is: 'flag' }
  | { readonly is: 'list'; readonly items: Shape }
  | { readonly is: 'map'; readonly keys?: Form; readonly values: Shape; readonly filled?: true }
  | RecordShape
  /** A mapping by target, or the deprecated list whose items say their target. */
  | { readonly is: 'targets'; readonly item: RecordShape };

export interface RecordShape {
  readonly is: 'record';
  readonly keys: ReadonlyMap<string, Shape>;
  readonly required: readonly string[];
  /** Other keys may stand beside these. */
  readonly open?: true;
  /** A rule between its keys. */
  readonly rule?: (node: MapNode) => 'score-file-content' | 'score-probe-empty' | undefined;
}

export const text = (form?: Form): Shape => ({ is: 'text', ...(form ? { form } : {}) });
export const list = (items: Shape): Shape => ({ is: 'list', items });
export const map = (values: Shape, keys?: Form): Shape => ({
  is: 'map',
  values,
  ...(keys ? { keys } : {}),
});

/** `required` names those that must be there. */
export function record(
  keys: Readonly<Record<string, Shape>>,
  required: readonly string[] = [],
  more: Pick<RecordShape, 'open' | 'rule'> = {},
): RecordShape {
  return { is: 'record', keys: new Map(Object.entries(keys)), required, ...more };
}

/** True where the text keeps the rule of the form. */
export function fits(written: string, { pattern, least = 0, most }: Form): boolean {
  const { length } = written;
  return length >= least && length <= (most ?? length) && pattern.test(written);
}
