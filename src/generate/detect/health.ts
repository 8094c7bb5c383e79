import type { Language } from '../../model/service.ts';
import type { Candidate } from './finding.ts';
import type { Repository } from './repository.ts';
import { searchAll } from './search.ts';
import { sourcesOf } from './sources.ts';

export interface HealthPaths {
  readonly live: Candidate<string>;
  readonly ready: Candidate<string>;
}

/** A route whose name says that it is asked for health, as a text of the source. Django's have no slash in front. */
const route =
  /["'`](?:GET )?(\^?\/?(?:[\w-]{1,20}\/){0,3}(?:livez|readyz|healthz|health-?checks?|_?health|liveness|readiness|live|ready|ping|_?status|up|heartbeat)(?:\/(?:live|ready|liveness|readiness))?\/?)\$?["'`]/;

/** What makes a text a route: a method, a decorator, a macro, a mapping, a comparison with the path of a request. */
const declares = [
  /\.(?:get|all|use|route|handle|handleFunc|head|any|map|mapget|maphealthchecks|service|add_api_route|add_url_rule|add_get|add_route|addroute|createcontext)\s{0,5}(?:<[^>]{0,40}>)?\(/i,
  /^\s*@\w|^\s*(?:get|match|resource)\s|#\[(?:get|route)\b|\bcase\s/i,
  /\b(?:path|re_path|url|route|get|match|mount|resource)\s{0,5}\(/i,
  /\b(?:url|uri|pathname|path|path_info)\b\S{0,3}\s{0,5}(?:===?|in\b|\.starts_?with|\.equals)/i,
];

const liveness = ['/livez', '/health/live', '/health/liveness', '/healthz', '/health', '/live', '/liveness'];
const readiness = [
  '/readyz',
  '/health/ready',
  '/health/readiness',
  '/ready',
  '/readiness',
  '/healthz',
  '/health',
];

/** The health routes that the sources declare. */
export function healthInSources(repository: Repository, language: Language): HealthPaths | undefined {
  const routes = [...routesOf(repository, language)];
  const best = (wanted: readonly string[]) =>
    wanted.map(name => routes.find(({ value }) => ends(value, name))).find(found => found !== undefined);
  const [first] = routes;
  if (!first) return undefined;
  const live = best(liveness) ?? first;
  return { live, ready: best(readiness) ?? live };
}

/** "/api/health/" ends as "/health" does. */
const ends = (path: string, name: string): boolean => path.replace(/(.)\/$/, '$1').endsWith(name);

function* routesOf(repository: Repository, language: Language): Generator<Candidate<string>> {
  const sources = sourcesOf(repository, language);
  const nest = /@Controller\(\s*["'](health|healthz|status|ping)["']\s*\)/;
  for (const { groups, found } of searchAll(repository, sources, nest))
    yield { value: `/${groups[0]}`, found };
  for (const { groups, text, found } of searchAll(repository, sources, route)) {
    if (!declares.some(pattern => pattern.test(text))) continue;
    const path = (groups[0] ?? '').replace(/^\^/, '');
    // A single word without a slash is a route only where routes have none.
    if (path.startsWith('/')) yield { value: path, found };
    else if (language === 'python' || language === 'ruby') yield { value: `/${path}`, found };
  }
}
