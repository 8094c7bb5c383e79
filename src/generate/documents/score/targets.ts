import { problem } from '../../../errors/index.ts';
import type { FieldPath } from '../../../model/facts.ts';
import type { Token } from '../../../model/token.ts';
import type { TreeNode } from '../tree/node.ts';
import { entriesOf, itemsOf, type Sheet, scalar } from './sheet.ts';

export interface Target {
  /** Where in the container it is put. */
  readonly target: Token;
  /** The value that says the target, in the list. */
  readonly value?: TreeNode;
  readonly node: TreeNode;
  /** How problems name it. */
  readonly field: string;
}

/** Files or volumes by target, of the mapping or of the deprecated list. A target that comes again is not used. */
export function targetsOf(node: TreeNode | undefined, field: string, sheet: Sheet): readonly Target[] {
  const seen = new Map<string, number>();
  const all = [...mapped(node, field), ...listed(node, field)];
  return all.filter(({ target, field: own }) => {
    const line = seen.get(target.text);
    if (line === undefined) seen.set(target.text, target.at.line);
    else
      sheet.report(
        problem('score-target-twice', { field: own, target: target.text, line }, { at: target.at }),
      );
    return line === undefined;
  });
}

const mapped = (node: TreeNode | undefined, field: string): readonly Target[] =>
  entriesOf(node).map(([name, { key, node: item }]) => ({
    target: key,
    node: item,
    field: `${field}[${name}]`,
  }));

const listed = (node: TreeNode | undefined, field: string): readonly Target[] =>
  itemsOf(node).flatMap((item, i) => {
    const target = scalar(item, 'target');
    return target ? [{ target: target.token, value: target, node: item, field: `${field}[${i}]` }] : [];
  });

/** Notes where it is put. */
export function stateTarget(path: FieldPath, { target, value }: Target, sheet: Sheet): void {
  sheet.stateKey(path, target.text, target);
  if (value) sheet.use(value);
}
