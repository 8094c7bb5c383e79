/** What a person writes by mistake, put into resources that are right. */
import { edited, isDeep, type Path, type Place, placesIn, put, removed, renamed, shown } from './places.ts';
import { enumerations, needed, open } from './truths.ts';

type Fields = Readonly<Record<string, unknown>>;

export interface Mistake {
  /** What it is, for people. */
  readonly said: string;
  /** The resource with the mistake in it. */
  readonly wrong: Fields;
  /** Where it was made: a fault that tells of it begins so. */
  readonly at: string;
}

/** Every mistake that can be made in a resource, by its kind. */
export function mistakesIn(type: string, own: Fields): Readonly<Record<string, readonly Mistake[]>> {
  const places = placesIn(own);
  const ours = places.filter(([path]) => !path.slice(0, -1).some(name => open.has(name)));
  const at = (known: readonly string[] = []): readonly Path[] =>
    places.map(([path]) => path).filter(path => known.includes(general(path)));
  const misspelt = ([path]: Place): Mistake => {
    const name = `${String(path.at(-1))}s`;
    const wrong = edited(own, path, renamed(name)) as Fields;
    return { said: `${shown(type, path)} → ${name}`, wrong, at: shown(type, path) };
  };
  const given = (path: Path, value: unknown): Mistake => ({
    said: `${shown(type, path)} → ${JSON.stringify(value)}`,
    wrong: edited(own, path, put(value)) as Fields,
    at: shown(type, path),
  });
  return {
    missing: at(needed[type]).map(path => ({
      said: `${shown(type, path)} → nothing`,
      wrong: edited(own, path, removed) as Fields,
      at: shown(type, path),
    })),
    misspelt: ours.filter(([path]) => !isDeep(path)).map(misspelt),
    'misspelt deep inside': ours.filter(([path]) => isDeep(path)).map(misspelt),
    'of another type': ours.map(([path, value]) => given(path, otherThan(value))),
    'none of its values': at(enumerations[type]).map(path => given(path, 'Sometimes')),
  };
}

/** As a truth is written: without which one of a list it is. */
const general = (path: Path): string => shown('', path).slice(1).replaceAll(/\d+/g, '');

function otherThan(value: unknown): unknown {
  if (typeof value === 'string') return 5;
  return typeof value === 'object' ? 'one' : 'five';
}
