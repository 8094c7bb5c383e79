/** What every value inherits from; a parser that is fooled by a key `__proto__` or `constructor` writes here. */
const builtIns: Readonly<Record<string, object>> = {
  'Object.prototype': Object.prototype,
  'Array.prototype': Array.prototype,
  'Function.prototype': Function.prototype,
  'String.prototype': String.prototype,
  'Number.prototype': Number.prototype,
  'Map.prototype': Map.prototype,
  'Set.prototype': Set.prototype,
  Object,
  Array,
  Map,
};

const before = new Map(Object.entries(builtIns).map(([name, held]) => [name, membersOf(held)]));

/** The members of built-in objects that are not what they were when this file was loaded. */
export function pollution(): string[] {
  return Object.entries(builtIns).flatMap(([name, held]) => {
    const [then, now] = [before.get(name), membersOf(held)];
    return [...new Set([...(then?.keys() ?? []), ...now.keys()])]
      .filter(key => then?.get(key) !== now.get(key))
      .map(key => `${name}.${String(key)}`);
  });
}

/** Each member with its value, or with the function behind it. */
function membersOf(held: object): Map<string | symbol, unknown> {
  return new Map(
    Reflect.ownKeys(held).map(key => {
      const member = Reflect.getOwnPropertyDescriptor(held, key);
      return [key, member?.get ?? member?.value];
    }),
  );
}
