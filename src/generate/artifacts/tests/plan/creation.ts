import { isObject } from './json.ts';
import { type EndpointView, openParameters } from './path.ts';

/** An endpoint that makes what another one is asked for. */
export interface Creation {
  readonly creator: EndpointView;
  /** The parameter of the path that the answer of the creator fills. */
  readonly parameter: string;
  /** The property of that answer. */
  readonly property: string;
}

/**
 * Who makes what the endpoint is asked for: POST on the path before its one open parameter, when its answer is known to
 * have a property of that name, or an `id`.
 */
export function creationFor(endpoint: EndpointView, all: readonly EndpointView[]): Creation | undefined {
  const [parameter, ...others] = openParameters(endpoint);
  if (parameter === undefined || others.length > 0) return undefined;
  const collection = endpoint.path.value
    .slice(0, endpoint.path.value.indexOf(`{${parameter}}`))
    .replace(/\/$/, '');
  const creator = all.find(
    ({ method, path }) => method.value === 'POST' && path.value.replace(/\/$/, '') === collection,
  );
  if (!creator || openParameters(creator).length > 0) return undefined;
  const known = answeredBy(creator);
  const property = [parameter, 'id'].find(name => known.has(name) && /^[A-Za-z_]\w{0,63}$/.test(name));
  return property === undefined ? undefined : { creator, parameter, property };
}

/** Properties that the answers of an endpoint are known to have. */
function answeredBy({ responseSchema, examples }: EndpointView): ReadonlySet<string> {
  const schema: unknown = responseSchema && JSON.parse(responseSchema.value);
  const answers = examples.flatMap(({ response }) =>
    response ? [JSON.parse(response.value) as unknown] : [],
  );
  const promised = isObject(schema) ? schema['properties'] : undefined;
  return new Set([promised, ...answers].flatMap(value => (isObject(value) ? Object.keys(value) : [])));
}
