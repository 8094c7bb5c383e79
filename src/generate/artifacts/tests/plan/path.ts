import { combineTexts, plain, type Text } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import { wellFormed } from '../literals.ts';

export type EndpointView = ServiceView['endpoints'][number];

/** The names in the braces of a path, in their order. */
export function parametersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(match => match[1] ?? '');
}

/** Characters that a path of a URL has no room for are percent-encoded; those that are encoded already stay. */
export function encoded(path: string): string {
  const whole = path.startsWith('/') ? path : `/${path}`;
  return whole.replaceAll(/%(?![0-9A-Fa-f]{2})|[^\w\-.~!$&'()*+,;=:@/%]+/gu, part =>
    encodeURIComponent(wellFormed(part)),
  );
}

const segment = (value: string) => encodeURIComponent(wellFormed(value)).replaceAll('.', '%2E');

/** The values that the document gives for the parameters of the path. */
const valuesOf = ({ parameters }: EndpointView): ReadonlyMap<string, Text> =>
  new Map(parameters.map(({ name, value }) => [name.value, value]));

/** The parameters of the path that the document gives no value for. */
export function openParameters(endpoint: EndpointView): readonly string[] {
  const values = valuesOf(endpoint);
  return parametersOf(endpoint.path.value).filter(name => !values.has(name));
}

/** The path with all values in; `others` for parameters that have none. */
export function filledPath(endpoint: EndpointView, others = '0'): Text {
  return filled(endpoint, endpoint.path.value, others);
}

/** The parts before and behind the one open parameter. */
export function pathAround(endpoint: EndpointView, open: string): readonly [Text, Text] {
  const path = endpoint.path.value;
  const at = path.indexOf(`{${open}}`);
  const rest = path.slice(at + open.length + 2);
  return [filled(endpoint, path.slice(0, at), '0'), rest === '' ? '' : filled(endpoint, rest, '0', '')];
}

function filled(endpoint: EndpointView, part: string, others: string, lead = '/'): Text {
  const values = valuesOf(endpoint);
  const used = parametersOf(part).flatMap(name => values.get(name) ?? []);
  return combineTexts([endpoint.path, ...used], () => {
    const pieces = part.split(/\{([^{}]*)\}/);
    const url = pieces
      .map((piece, i) =>
        i % 2 === 0 ? encoded(`/${piece}`).slice(1) : segment(plain(values.get(piece) ?? others)),
      )
      .join('');
    return lead === '/' && !url.startsWith('/') ? `/${url}` : url;
  });
}
