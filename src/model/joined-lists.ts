/** Requirements add up: what several documents want observed or verified is wanted together. */
import { type DocumentKind, type Fact, type FieldPath, fieldText, type Reading } from './facts.ts';

const lists: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['observability', new Set(['signals', 'alerts'])],
  ['security', new Set(['verification'])],
]);

/** `service.observability.NAME.signals.0`: an item of a list that is joined, not taken whole from one document. */
export function isJoined([root, subject, , list, index]: FieldPath): boolean {
  const isList = root === 'service' && typeof subject === 'string' && typeof list === 'string';
  return isList && typeof index === 'number' && lists.get(subject)?.has(list) === true;
}

/**
 * Numbers the items of joined lists through: those of the document that counts first, then what others say beside it. What
 * two documents say alike is one item, at the first's place.
 */
export function withJoinedLists(
  readings: readonly Reading[],
  rankOf: (fact: Fact, kind: DocumentKind) => number,
): readonly Reading[] {
  const several = readings.filter(({ facts }) => facts.some(({ path }) => isJoined(path)));
  if (several.length < 2) return readings;
  const items = several.flatMap(({ facts, document }) =>
    facts.filter(({ path }) => isJoined(path)).map(fact => ({ fact, rank: rankOf(fact, document.kind) })),
  );
  const found = new Map<string, Map<string, FieldPath>>();
  const moved = new Map<Fact, FieldPath>();
  for (const { fact } of items.toSorted((a, b) => a.rank - b.rank)) {
    const list = fact.path.slice(0, -1);
    const said = found.get(fieldText(list)) ?? new Map<string, FieldPath>();
    found.set(fieldText(list), said);
    const words = String(fact.value).toLowerCase();
    const path = said.get(words) ?? [...list, said.size];
    said.set(words, path);
    moved.set(fact, path);
  }
  return readings.map(reading => ({
    ...reading,
    facts: reading.facts.map(fact => {
      const path = moved.get(fact);
      return path ? { ...fact, path, field: fieldText(path) } : fact;
    }),
  }));
}
