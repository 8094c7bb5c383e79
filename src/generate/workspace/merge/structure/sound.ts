import type { Node } from 'yaml';
import type { Merge } from '../merge.ts';
import { type Facts, factReader } from './facts.ts';
import { objectName } from './identity.ts';
import type { Parse } from './structure.ts';
import type { Texts } from './texts.ts';

/**
 * Whether what lines make of a structured file parses and says all that the sides say: each thing as often as the side
 * that stands has it, or as the other side changed that besides. Lines may double or lose an item without a conflict.
 */
export function isSound(parse: Parse, { base, ours, theirs }: Texts, merge: Merge): boolean {
  const read = factReader();
  const facts = [base, ours, theirs, merge.mine, merge.generated].map(text => {
    const contents = parse(text)?.documents.map(document => document.contents);
    return contents && hasEachOnce(contents) ? read(contents) : undefined;
  });
  const [before, left, right, mine, generated] = facts;
  if (!before || !left || !right || !mine || !generated) return false;
  return saysAll(before, left, right, mine) && saysAll(before, right, left, generated);
}

/** One of two objects with the same name would replace the other. */
function hasEachOnce(contents: readonly (Node | null)[]): boolean {
  const names = contents.flatMap(node => objectName(node) ?? []);
  return new Set(names).size === names.length;
}

function saysAll(base: Facts, side: Facts, other: Facts, merged: Facts): boolean {
  const all = new Set([base, side, other, merged].flatMap(facts => [...facts.keys()]));
  return [...all].every(fact => {
    const [before, mine, theirs, found] = [base, side, other, merged].map(facts => facts.get(fact) ?? 0) as [
      number,
      number,
      number,
      number,
    ];
    const isTwice = (mine - before) * (theirs - before) > 0;
    const both = isTwice ? theirs : mine + theirs - before;
    return found >= Math.min(mine, both) && found <= Math.max(mine, both);
  });
}
