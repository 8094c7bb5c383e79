import { problem } from '../../../errors/index.ts';
import type { Token } from '../../../model/token.ts';
import type { Gathering } from '../gathering.ts';
import type { Cursor } from '../tree/cursor.ts';

/** The name of an item of a list; undefined, and a problem, where it has none. */
export function requiredName(item: Cursor, gathering: Gathering): Token | undefined {
  const named = item.at('name').value();
  if (!named && item.isMap) refuseItem(item, 'a name', gathering);
  return named;
}

/** Reports a mapping that lacks what each of its list has. */
export function refuseItem(item: Cursor, lacks: string, gathering: Gathering): void {
  const facts = { field: item.name, expected: `a mapping with ${lacks}`, found: 'a mapping without one' };
  gathering.problems.push(problem('document-shape', facts, item.place ? { at: item.place } : {}));
}
