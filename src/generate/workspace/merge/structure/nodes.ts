import { isAlias, isMap, isScalar, isSeq, type Node, Scalar } from 'yaml';
import { mergeText } from '../text.ts';
import type { Canonical } from './canonical.ts';
import { mergeLists } from './lists.ts';
import { mergeMaps } from './maps.ts';
import { mergeNotes } from './notes.ts';
import type { Path } from './path.ts';

/** Three versions of a node; undefined where a version does not have it. */
export interface Versions<T = Node> {
  readonly base: T | undefined;
  readonly ours: T | undefined;
  readonly theirs: T | undefined;
}

/** Two sides that are there, with or without a base. */
export interface Sides<T = Node> extends Versions<T> {
  readonly ours: T;
  readonly theirs: T;
}

export interface Rules {
  /** Of the nodes as they were before the merge. */
  readonly canonical: Canonical;
  /** The side that stands where both changed the same thing. */
  readonly favour: 'ours' | 'theirs';
  readonly conflict: (path: Path, versions: Versions) => void;
}

/** Merges three versions of a node below another one. */
export type Descend = (versions: Versions, path: Path) => Node | undefined;

/**
 * Merges the changes of `theirs` into the node of `ours`, which is edited in place and returned, or another one that
 * takes its place; undefined when there is none afterwards. What only one side changed is as that side has it.
 */
export function mergeNodes(versions: Versions, path: Path, rules: Rules): Node | undefined {
  const { base, ours, theirs } = versions;
  if (!ours || !theirs) return mergeAbsent(versions, path, rules);
  const descend: Descend = (inner, step) => mergeNodes(inner, step, rules);
  if (isMap(ours) && isMap(theirs) && ours.tag === theirs.tag)
    mergeMaps({ base: isMap(base) ? base : undefined, ours, theirs }, path, rules, descend);
  else if (isSeq(ours) && isSeq(theirs) && ours.tag === theirs.tag)
    mergeLists({ base: isSeq(base) ? base : undefined, ours, theirs }, path, rules, descend);
  else {
    const value = mergeValues({ base, ours, theirs }, rules);
    if (!value) return choose({ base, ours, theirs }, path, rules);
    mergeNotes(value, { base, ours, theirs }, rules.favour);
    return value;
  }
  mergeNotes(ours, { base, ours, theirs }, rules.favour);
  return ours;
}

/** One side does not have it: that side removed it, or the other one added it. */
function mergeAbsent(versions: Versions, path: Path, rules: Rules): Node | undefined {
  const { base, ours, theirs } = versions;
  const there = ours ?? theirs;
  if (!base || !there) return there;
  if (rules.canonical(base) === rules.canonical(there)) return undefined;
  rules.conflict(path, versions);
  return versions[rules.favour];
}

/** Undefined when both sides changed the value differently. */
function mergeValues(sides: Sides, rules: Rules): Node | undefined {
  const { base, ours, theirs } = sides;
  const [before, mine, other] = [base, ours, theirs].map(rules.canonical);
  if (mine === other || before === other) return ours;
  return before === mine ? inPlaceOf(ours, theirs) : mergeLongText(sides);
}

/** The comment at the end of its line belongs to a value: it stays and goes with it. */
function choose(sides: Sides, path: Path, rules: Rules): Node {
  const { ours, theirs } = sides;
  rules.conflict(path, sides);
  const { comment } = sides[rules.favour];
  const node = rules.favour === 'ours' ? ours : inPlaceOf(ours, theirs);
  mergeNotes(node, sides, rules.favour);
  node.comment = comment ?? null;
  return node;
}

/** What aliases refer to keeps its name. */
function inPlaceOf(ours: Node, theirs: Node): Node {
  if (!isAlias(ours) && !isAlias(theirs) && ours.anchor !== undefined) theirs.anchor = ours.anchor;
  return theirs;
}

/** Scripts and files in one value are merged by their lines. */
function mergeLongText({ base, ours, theirs }: Sides): Scalar | undefined {
  if (!isScalar(base) || !isScalar(ours) || !isScalar(theirs)) return undefined;
  const [before, mine, other] = [base.value, ours.value, theirs.value];
  if (typeof before !== 'string' || typeof mine !== 'string' || typeof other !== 'string') return undefined;
  if (!before.includes('\n') || ours.tag !== theirs.tag) return undefined;
  const { conflicts, mine: value } = mergeText(before, mine, other);
  if (conflicts.length > 0) return undefined;
  ours.value = value;
  return ours;
}
