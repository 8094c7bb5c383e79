/** Which documents speak about which service: several documents may be about one, and one about several. */
import { type Fact, type FieldPath, fieldText, type Reading } from './facts.ts';

export interface ServiceReadings {
  /** Undefined where no document says what the service is called. */
  readonly name: string | undefined;
  /** What the documents say about this service, on paths that begin with `service`. */
  readonly readings: readonly Reading[];
}

/**
 * Divides what the documents say by service, in the order in which they are first named. A document that names no
 * service (an ADR, a REQ for all) speaks about each of them. A name that is only concluded, such as that in the title
 * of a REQ, makes no service of its own beside others that are named.
 */
export function byService(readings: readonly Reading[]): readonly ServiceReadings[] {
  const indexed = readings.map(index);
  const names = [...new Set(indexed.flatMap(({ stated }) => [...stated]))];
  if (names.length === 0)
    return [{ name: undefined, readings: indexed.map(({ reading, common }) => withFacts(reading, common)) }];
  const known = new Set(names);
  const shared = indexed.filter(({ stated, concluded }) => stated.size === 0 && !known.has(concluded ?? ''));
  const owners = new Map<string, Indexed[]>(names.map(name => [name, []]));
  for (const document of indexed)
    for (const name of document.stated.size > 0 ? document.stated : [document.concluded ?? ''])
      owners.get(name)?.push(document);
  return names.map(name => {
    const own = new Set([...(owners.get(name) ?? []), ...shared]);
    // In the order of the documents, so that it does not matter which of them names the service.
    const relevant = shared.length === 0 ? [...own] : indexed.filter(document => own.has(document));
    return {
      name,
      readings: relevant.map(({ reading, common, byName }) =>
        withFacts(reading, [...common, ...(byName.get(name) ?? [])]),
      ),
    };
  });
}

/** What the documents say about resources, which services share. */
export function aboutResources(readings: readonly Reading[]): readonly Reading[] {
  return readings.map(reading =>
    withFacts(
      reading,
      reading.facts.filter(({ path: [root] }) => root === 'resources'),
    ),
  );
}

interface Indexed {
  readonly reading: Reading;
  /** Names that the document gives to services, by itself. */
  readonly stated: ReadonlySet<string>;
  readonly concluded: string | undefined;
  /** Facts about the one service that the document is about. */
  readonly common: readonly Fact[];
  readonly byName: ReadonlyMap<string, readonly Fact[]>;
}

function index(reading: Reading): Indexed {
  const common: Fact[] = [];
  const byName = new Map<string, Fact[]>();
  for (const fact of reading.facts) {
    const [root, item, ...rest] = fact.path;
    if (root === 'service') common.push(fact);
    else if (root === 'services' && typeof item === 'object') {
      const own = byName.get(item.name);
      const moved = withPath(fact, ['service', ...rest]);
      if (own) own.push(moved);
      else byName.set(item.name, [moved]);
    }
  }
  const named = common.filter(({ field }) => field === 'service.name');
  const own = named.find(({ derived }) => !derived);
  const stated = new Set([...byName.keys(), ...(own ? [String(own.value)] : [])]);
  const [first] = named;
  return { reading, stated, concluded: first && String(first.value), common, byName };
}

const withPath = (fact: Fact, path: FieldPath): Fact => ({ ...fact, path, field: fieldText(path) });

const withFacts = (reading: Reading, facts: readonly Fact[]): Reading => ({ ...reading, facts: [...facts] });
