/** One tree for YAML and for Markdown, so that one table of fields reads both. */
import type { Token } from '../../../model/token.ts';

export type TreeNode = ScalarNode | NullNode | MapNode | ListNode;

interface Tagged {
  /** A tag of the document's own language, such as `!reset`; those of YAML itself are resolved. */
  readonly tag?: string;
}

export interface ScalarNode extends Tagged {
  readonly kind: 'scalar';
  /** The text of the value as it is meant; `at` covers it where it stands in the source. */
  readonly token: Token;
  /** What YAML takes it for: 5 is a number, "5" is not. Absent in Markdown, where all is text. */
  readonly value?: string | number | boolean;
}

/** An explicit `null`, `~`, or nothing at all behind a key: `volumes: { data: }`. */
export interface NullNode extends Tagged {
  readonly kind: 'null';
  readonly token: Token;
}

export interface MapNode extends Tagged {
  readonly kind: 'map';
  readonly token: Token;
  readonly entries: ReadonlyMap<string, MapEntry>;
  /** Entries written behind a merge key `<<` that count nowhere, as the mapping has its own of that name. */
  readonly hidden?: readonly MapEntry[];
}

export interface MapEntry {
  readonly key: Token;
  readonly node: TreeNode;
}

export interface ListNode extends Tagged {
  readonly kind: 'list';
  readonly token: Token;
  readonly items: readonly TreeNode[];
}

/** How a problem names the shape of a node. */
export const shapes: Readonly<Record<TreeNode['kind'], string>> = {
  scalar: 'a single value',
  null: 'empty',
  map: 'a mapping',
  list: 'a list',
};
