/** What the configuration names; an error where there is nothing of that name. */
export function named<Value>(map: ReadonlyMap<string, Value>, name: string): Value {
  const found = map.get(name);
  if (found === undefined) throw new Error(`config: nothing is called ${name}`);
  return found;
}
