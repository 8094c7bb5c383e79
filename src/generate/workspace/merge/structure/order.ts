type Names = readonly string[];

/**
 * The order of named items after a merge: that of the side that changed it, ours when neither did. Items of the other
 * side follow whom they follow there. Undefined when both sides put the same items into different orders.
 */
export function mergeOrder(base: Names, ours: Names, theirs: Names): Names | undefined {
  const moved = (list: Names) => !isSame(among(list, base), among(base, list));
  if (isSame(among(ours, theirs), among(theirs, ours)) || !moved(theirs)) return weave(ours, theirs);
  return moved(ours) ? undefined : weave(theirs, ours);
}

/** `first` with the items that only `second` has. */
export function weave(first: Names, second: Names): Names {
  const has = new Set(first);
  const after = new Map<string | undefined, string[]>();
  let last: string | undefined;
  for (const item of second) {
    const followers = after.get(last) ?? [];
    if (has.has(item)) last = item;
    else {
      followers.push(item);
      after.set(last, followers);
    }
  }
  return [...(after.get(undefined) ?? []), ...first.flatMap(item => [item, ...(after.get(item) ?? [])])];
}

function among(list: Names, others: Names): Names {
  const known = new Set(others);
  return list.filter(item => known.has(item));
}

const isSame = (a: Names, b: Names) => a.every((item, index) => item === b[index]);
