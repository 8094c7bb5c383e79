import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import { namingField, scalarAt } from './identity.ts';

/** How often each thing is said: a value and where it stands. Places in a list without names do not count. */
export type Facts = ReadonlyMap<string, number>;

/** Reads facts that can be compared with each other. Aliases are not followed. */
export function factReader(): (nodes: readonly (Node | null)[]) => Facts {
  // A place is known by its number, or deep trees would make long names.
  const places = new Map<string, number>();
  const placeOf = (above: number, step: string): number => {
    const name = `${above} ${step}`;
    const place = places.get(name) ?? places.size + 1;
    places.set(name, place);
    return place;
  };
  return nodes => {
    const facts = new Map<string, number>();
    const say = (place: number, value: string) =>
      facts.set(`${place} ${value}`, (facts.get(`${place} ${value}`) ?? 0) + 1);
    nodes.forEach((node, index) => {
      read(node, placeOf(0, `document ${index}`));
    });
    return facts;

    function read(node: unknown, place: number): void {
      if (isMap(node) && node.items.length > 0)
        for (const { key, value } of node.items)
          read(value, placeOf(place, `.${isScalar(key) ? String(key.value) : '?'}`));
      else if (isSeq(node) && node.items.length > 0) {
        const field = namingField(node.items);
        for (const item of node.items)
          read(item, placeOf(place, `[${field === undefined ? '' : scalarAt(item, field)}`));
      } else say(place, textOf(node));
    }
  };
}

function textOf(node: unknown): string {
  if (isAlias(node)) return `*${node.source}`;
  if (!isScalar(node)) return isMap(node) ? '{}' : isSeq(node) ? '[]' : 'null';
  return `${node.tag ?? ''}${typeof node.value === 'string' ? JSON.stringify(node.value) : String(node.value)}`;
}

/** Two parts that have less in common are two different parts, whatever their names are. */
const least = { shared: 3, share: 0.5 };

/** Whether one is the other with another name: most of what they say is the same. */
export function isAlike(a: Node, b: Node): boolean {
  const factsOf = factReader();
  const [left, right] = [factsOf([a]), factsOf([b])];
  let shared = 0;
  for (const [fact, many] of left) shared += Math.min(many, right.get(fact) ?? 0);
  return shared >= least.shared && shared >= least.share * Math.max(total(left), total(right));
}

const total = (facts: Facts) => [...facts.values()].reduce((sum, many) => sum + many, 0);
