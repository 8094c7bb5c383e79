/** A number, or why there is none. */
export type Figure =
  | { readonly value: number; readonly why?: never }
  | { readonly value: null; readonly why: string };

export const nothing = (why: string): Figure => ({ value: null, why });

/**
 * The one number in an answer of `/api/v1/query` (Prometheus, "HTTP API", Expression queries and Expression query
 * result formats): a scalar, or a vector of one series. Anything else is no number: a service that has no series yet
 * is not one without errors.
 */
export function readAnswer(status: number, text: string): Figure {
  const document = parse(text);
  if (typeof document !== 'object' || document === null)
    return nothing(status === 200 ? 'the answer is not JSON' : `it answered ${status}`);
  const { status: outcome, errorType, error, data } = document as Partial<Readonly<Record<string, unknown>>>;
  if (status !== 200 || outcome === 'error')
    return nothing([`it answered ${status}`, errorType, error].filter(isText).join(': '));
  if (outcome !== 'success') return nothing('the answer is not one of Prometheus');
  const { resultType, result } = (data ?? {}) as Partial<Readonly<Record<string, unknown>>>;
  if (resultType === 'scalar') return numberOf(result);
  if (resultType !== 'vector' || !Array.isArray(result))
    return nothing(`the result is ${isText(resultType) ? `a ${resultType}` : 'unknown'}, not a number`);
  const [first, ...others] = result as readonly { readonly value?: unknown }[];
  if (others.length > 0) return nothing(`${result.length} series match, not one`);
  return first === undefined ? nothing('no series matches') : numberOf(first?.value);
}

const isText = (value: unknown): value is string => typeof value === 'string';

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Of a pair of time and value; the value is a text, because JSON has no NaN and no infinity. */
function numberOf(pair: unknown): Figure {
  const text: unknown = Array.isArray(pair) ? pair[1] : undefined;
  if (!isText(text) || text.trim() === '') return nothing('the answer holds no value');
  const value = Number(text);
  return Number.isFinite(value) ? { value } : nothing(`the value is ${text.slice(0, 20)}`);
}
