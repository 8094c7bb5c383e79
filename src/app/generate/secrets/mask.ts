import type { Place, Problem } from '../../../errors/index.ts';
import { type Cover, covered, secretsInLine } from '../../../model/secrets.ts';

/**
 * A text as it may be shown in a terminal, a log or a pull request. Lines in `known`, which were generated and so have
 * no secret in them, stay; of those that a person wrote, the values of what is called a secret are covered.
 */
export function masked(text: string, known: ReadonlySet<string>): string {
  const lines = text.split('\n');
  let isKey = false;
  const shown = lines.map((line, i) => {
    const isInKey = isKey || keyBegins.test(line);
    isKey = isInKey && !keyEnds.test(line);
    if (known.has(line)) return line;
    return isInKey ? '***' : maskedLine(line, lines[i - 1]);
  });
  return shown.join('\n');
}

const keyBegins = /-----BEGIN [A-Z\d ]{0,40}PRIVATE KEY/;
const keyEnds = /-----END [A-Z\d ]{0,40}PRIVATE KEY/;

/** A line as it may be shown; `above` may name what this one gives the value of. */
export const maskedLine = (line: string, above?: string): string =>
  covered(line, secretsInLine(line, above)).text;

/** Problems that stand at a secret: whoever shows their line covers it. */
const aboutSecrets: ReadonlySet<string> = new Set([
  'secret-literal',
  'secret-in-patch',
  'secret-value',
  'variable-sensitive-default',
]);

/** The places of secrets that problems are about. */
export const secretPlaces = (problems: readonly Problem[]): readonly Place[] =>
  problems.flatMap(({ id, at }) => (at && aboutSecrets.has(id) ? [at] : []));

/** The line of a place with every secret on it covered: those at `secrets`, and what looks like one. */
export function coverLine(
  line: string,
  above: string | undefined,
  at: Place,
  secrets: readonly Place[],
): Cover {
  const here = secrets.filter(place => place.file === at.file && place.line === at.line);
  const formed = secretsInLine(line, above);
  const named = here
    .map(({ column, length = 1 }) => ({ start: column - 1, end: column - 1 + length }))
    // `--token=x` keeps its name where the value reaches to its end.
    .filter(({ start, end }) => !formed.some(span => start < span.start && span.end === end));
  return covered(line, joined([...named, ...formed]));
}

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** In the order of the text, those that overlap as one. */
export function joined(spans: readonly Span[]): readonly Span[] {
  const found: Span[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = found.at(-1);
    if (last && start < last.end)
      found[found.length - 1] = { start: last.start, end: Math.max(last.end, end) };
    else found.push({ start, end });
  }
  return found;
}
