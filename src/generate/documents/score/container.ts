import type { FieldPath } from '../../../model/facts.ts';
import type { Token } from '../../../model/token.ts';
import type { TreeNode } from '../tree/node.ts';
import type { Filler } from './fill.ts';
import type { Sheet } from './sheet.ts';

/** One container of the workload, and what its readers need. */
export interface Container {
  readonly name: string;
  /** Its key in the file. */
  readonly key: Token;
  readonly node: TreeNode;
  /** Where its facts go: `service` for the main container, else the sidecar. */
  readonly path: FieldPath;
  readonly isMain: boolean;
  /** How problems name it: `containers.web`. */
  readonly field: string;
  readonly sheet: Sheet;
  readonly filler: Filler;
}
