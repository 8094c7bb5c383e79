import type { Node, Pair, YAMLMap } from 'yaml';
import { isCollection, Scalar } from 'yaml';
import { isAlike } from './facts.ts';
import type { Descend, Rules, Sides } from './nodes.ts';
import { weave } from './order.ts';
import type { Path } from './path.ts';
import { byBaseNames } from './renames.ts';

/** Merges the pairs by their keys into `ours`. The order of keys is the user's, since it means nothing. */
export function mergeMaps(sides: Sides<YAMLMap>, path: Path, rules: Rules, descend: Descend): void {
  const { base, ours, theirs } = sides;
  const {
    base: before,
    ours: mine,
    theirs: other,
  } = byBaseNames(
    { base: pairsOf(base, rules), ours: pairsOf(ours, rules), theirs: pairsOf(theirs, rules) },
    alikePairs,
  );
  const result = new Map<string, Pair>();
  for (const key of new Set([...mine.keys(), ...other.keys()])) {
    const versions = { base: before.get(key), ours: mine.get(key), theirs: other.get(key) };
    const pair = versions.ours ?? versions.theirs;
    if (!pair) continue;
    const step = [...path, keyName(pair, rules)];
    const { base: b, ours: o, theirs: t } = versions;
    const value = descend({ base: valueOf(b), ours: valueOf(o), theirs: valueOf(t) }, step);
    if (!value) continue;
    // Comments above a pair belong to its key, which may have been renamed.
    if (o && t) pair.key = descend({ base: b && keyOf(b), ours: keyOf(o), theirs: keyOf(t) }, step);
    pair.value = value;
    result.set(key, pair);
  }
  if (base?.flow === ours.flow) takeFlow(ours, theirs);
  ours.items = weave([...mine.keys()], [...other.keys()]).flatMap(key => result.get(key) ?? []);
}

/** Whether a collection is written in brackets. */
export function takeFlow(ours: { flow?: boolean }, theirs: { flow?: boolean }): void {
  if (theirs.flow) ours.flow = true;
  else delete ours.flow;
}

const pairsOf = (map: YAMLMap | undefined, { canonical }: Rules) =>
  new Map((map?.items ?? []).map(pair => [canonical(keyOf(pair)), pair]));

/** What has one value only is not known again by it. */
const alikePairs = ({ value: before }: Pair, { value: now }: Pair) =>
  isCollection(before) && isCollection(now) && isAlike(before, now);

/** `key:` without a value has the value null. */
function valueOf(pair: Pair | undefined): Node | undefined {
  if (!pair) return undefined;
  pair.value ??= new Scalar(null);
  return pair.value as Node;
}

const keyOf = ({ key }: Pair) => key as Node;

/** A key that is a collection goes by its digest: the library would print it, each level twice as long as the one below. */
const keyName = ({ key }: Pair, { canonical }: Rules) =>
  key instanceof Scalar ? String(key.value) : canonical(key as Node);
