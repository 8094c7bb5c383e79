import type { Text } from '../../../../model/traced.ts';
import { type LiteralLanguage, literal } from '../literals.ts';
import { functionNames, type Style } from '../names.ts';
import { joined, pathPieces } from '../pieces.ts';
import type { Ask, Scenario, Statuses } from '../plan/scenario.ts';

/** A request in the words of a language: texts are literals of it, the path may be an expression. */
interface Request {
  readonly method: Text;
  readonly path: Text;
  readonly status: Statuses;
  readonly body: Text | undefined;
  /** What the answer is called where something is done with it: `made` when the next request takes from it. */
  readonly answer: 'answer' | 'made' | undefined;
}

interface Test {
  readonly name: Text;
  /** A literal. */
  readonly title: Text;
  readonly requests: readonly Text[];
}

/** How a language writes requests, and tests that are made of them. */
export interface Syntax {
  readonly language: LiteralLanguage;
  /** What functions are called; absent where a test has its title alone. */
  readonly names?: { readonly lead: string; readonly style: Style };
  readonly test: (test: Test) => readonly Text[];
  readonly request: (request: Request) => Text;
  /** Fails unless the answer holds what is expected; absent where nothing reads JSON without a library. */
  readonly holds?: (answer: string, expected: Text) => Text;
  /** The value of a property of `made`, as one segment of a path. */
  readonly segment: (property: string) => string;
  /** What puts the pieces of a path together; ` + ` unless given. */
  readonly concatenate?: (pieces: readonly Text[]) => Text;
}

/** A test for each scenario, each with an empty line before it. */
export function testsOf(syntax: Syntax, scenarios: readonly Scenario[]): readonly Text[] {
  const titles = scenarios.map(({ title }) => title);
  const names = syntax.names ? functionNames(titles, syntax.names.lead, syntax.names.style) : titles;
  return scenarios.flatMap(({ title, asks }, i) => [
    '',
    ...syntax.test({
      name: names[i] ?? '',
      title: literal(syntax.language, title),
      requests: asks.flatMap(ask => steps(syntax, ask)),
    }),
  ]);
}

function steps(syntax: Syntax, ask: Ask): readonly Text[] {
  const { language, segment, concatenate = added } = syntax;
  const written = (text: Text) => literal(language, text);
  const expected = syntax.holds && ask.holds;
  const used = expected === undefined ? undefined : 'answer';
  const answer = ask.takes === undefined ? used : 'made';
  const request = syntax.request({
    method: written(ask.method),
    path: ask.taken ? concatenate(pathPieces(ask, written, segment)) : written(ask.path),
    status: ask.status,
    body: ask.body && written(ask.body),
    answer,
  });
  return [request, ...(syntax.holds && expected && answer ? [syntax.holds(answer, written(expected))] : [])];
}

const added = (pieces: readonly Text[]): Text => joined(pieces, ' + ');
