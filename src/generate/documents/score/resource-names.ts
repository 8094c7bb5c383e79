import { createHash } from 'node:crypto';
import { problem } from '../../../errors/index.ts';
import { label } from '../../../model/names.ts';
import type { MapEntry, TreeNode } from '../tree/node.ts';
import type { Sheet } from './sheet.ts';
import { child, entriesOf, scalar } from './sheet.ts';

/** The types that stand for another workload, whose service is called like the resource. */
const workloadTypes = new Set(['service', 'workload']);

/**
 * What each resource of a workload is called in the project, by its name in the file: its id, which it shares with other
 * workloads; the name of the workload that it stands for; else WORKLOAD-NAME. Where two resources of one workload have
 * one id and differ in type or class, they are two: the second has its type and class behind the id.
 */
export function resourceNames(root: TreeNode, workload: string, sheet: Sheet): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const byId = new Map<string, MapEntry>();
  for (const [name, entry] of entriesOf(child(root, 'resources'))) {
    const id = scalar(entry.node, 'id');
    if (!id) {
      const type = scalar(entry.node, 'type')?.token.text.toLowerCase() ?? '';
      names.set(name, workloadTypes.has(type) ? name : short(`${workload}-${name}`));
      continue;
    }
    const plain = label(id.token.text) ?? name;
    const first = byId.get(id.token.text) ?? entry;
    byId.set(id.token.text, first);
    const own = kindOf(first.node) === kindOf(entry.node) ? plain : short(`${plain}-${kindOf(entry.node)}`);
    names.set(name, own);
    if (own === plain) continue;
    const facts = { id: id.token.text, name: own, line: first.key.at.line };
    sheet.report(problem('score-resource-id', facts, { at: id.token.at }));
  }
  return names;
}

/** Type and class, as one label. */
function kindOf(node: TreeNode): string {
  const [type, specific] = [scalar(node, 'type')?.token.text, scalar(node, 'class')?.token.text];
  return label([type, specific].filter(text => text !== undefined).join('-')) ?? 'resource';
}

/** A label of at most 63; of a longer one the end is a hash of the whole, so that two stay two. */
function short(name: string): string {
  if (name.length <= 63) return name;
  const end = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, 54).replace(/-+$/, '')}-${end}`;
}
