/** Places in JSON, and JSON with something else in a place. */
type Fields = Readonly<Record<string, unknown>>;

export type Path = readonly (string | number)[];
export type Place = readonly [path: Path, value: unknown];

/** Every property that says something, at every depth. */
export function placesIn(value: unknown, at: Path = []): readonly Place[] {
  if (Array.isArray(value)) return value.flatMap((one, i) => placesIn(one, [...at, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .filter(([, one]) => one !== null && one !== undefined)
    .flatMap(([name, one]) => [[[...at, name], one] as const, ...placesIn(one, [...at, name])]);
}

/** Below the first level, whether or not that is in `properties`. */
export const isDeep = (path: Path): boolean => path.filter(name => name !== 'properties').length > 1;

export const shown = (root: string, path: Path): string =>
  path.reduce<string>((text, one) => (typeof one === 'number' ? `${text}[${one}]` : `${text}.${one}`), root);

/** What becomes of the object that has the last name of a path. */
type Change = (holder: Fields, name: string) => Fields;

export function edited(value: unknown, [key = '', ...rest]: Path, change: Change): unknown {
  if (rest.length === 0) return change(value as Fields, String(key));
  if (Array.isArray(value)) return value.map((one, i) => (i === key ? edited(one, rest, change) : one));
  const fields = value as Fields;
  return { ...fields, [key]: edited(fields[key], rest, change) };
}

export const removed: Change = (holder, name) =>
  Object.fromEntries(Object.entries(holder).filter(([one]) => one !== name));

export const put =
  (value: unknown): Change =>
  (holder, name) => ({ ...holder, [name]: value });

export const renamed =
  (other: string): Change =>
  (holder, name) => ({ ...removed(holder, name), [other]: holder[name] });
