/** Files of environment variables (`.env`, `env_file`), in the form that Compose reads. */
import { type Problem, problem } from '../../../../errors/index.ts';
import { slice, type Token } from '../../../../model/token.ts';
import { fill, type Scope } from './template.ts';

export interface EnvEntry {
  readonly name: Token;
  /** Undefined for a name alone: its value is that of the environment. */
  readonly value?: Token;
}

/** How the values are filled in; `place` is the value that is filled. */
export type ScopeAt = (place: Token) => Scope;

const separator = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*(?:([=:])[ \t]*)?/;

/**
 * `KEY=value`, `KEY: value`, `export KEY=value`, `KEY` alone; `#` begins a remark; quotes hold blanks, and lines,
 * together. Single quotes keep a value as it is. `raw` keeps everything behind the sign, quotes too.
 */
export function readEnvFile(
  file: string,
  text: string,
  raw: boolean,
  scope: ScopeAt,
): { entries: EnvEntry[]; problems: Problem[] } {
  const lines = text.split(/\r?\n/);
  const entries: EnvEntry[] = [];
  const problems: Problem[] = [];
  for (let i = 0; i < lines.length; ) {
    const line: Token = tokenOf(file, i, 1, lines[i] ?? '');
    const trimmed = line.text.trim();
    if (trimmed === '' || trimmed.startsWith('#')) {
      i += 1;
      continue;
    }
    const match = separator.exec(line.text);
    const after = match?.[0].length ?? 0;
    const isName = match !== null && (match[2] !== undefined || /^\s*(?:#.*)?$/.test(line.text.slice(after)));
    if (!match?.[1] || !isName) {
      problems.push(problem('compose-env-line-invalid', { text: trimmed.slice(0, 40) }, { at: line.at }));
      i += 1;
      continue;
    }
    const start = match[0].indexOf(match[1], /^\s*export\s+(?=[A-Za-z_])/.exec(match[0])?.[0].length ?? 0);
    const name = slice(line, start, start + match[1].length);
    if (match[2] === undefined) {
      entries.push({ name });
      i += 1;
      continue;
    }
    const value = raw
      ? { token: slice(line, after), lines: 1 }
      : valueAt(lines, i, slice(line, after), scope, problems);
    entries.push({ name, value: value.token });
    i += value.lines;
  }
  return { entries, problems };
}

const tokenOf = (file: string, row: number, column: number, text: string): Token => ({
  text,
  at: { file, line: row + 1, column, length: text.length },
});

interface Value {
  readonly token: Token;
  /** How many lines it takes. */
  readonly lines: number;
}

function valueAt(
  lines: readonly string[],
  row: number,
  rest: Token,
  scope: ScopeAt,
  problems: Problem[],
): Value {
  const quote = rest.text[0];
  if (quote !== '"' && quote !== "'") {
    const plain = slice(rest, 0, rest.text.replace(/(?:^|\s)#.*$/, '').trimEnd().length);
    return { token: filled(plain, plain.text, scope, problems), lines: 1 };
  }
  const end = closing(lines, row, rest, quote);
  if (!end) {
    problems.push(problem('compose-env-line-invalid', { text: rest.text.slice(0, 40) }, { at: rest.at }));
    return { token: rest, lines: 1 };
  }
  if (quote === "'") return { token: quoted(rest, end.text), lines: end.lines };
  return { token: filled(quoted(rest, end.text), unescaped(end.text), scope, problems), lines: end.lines };
}

/** The token of what stands between the quotes. */
function quoted(rest: Token, text: string): Token {
  const inner = slice(rest, 1, 1 + text.length);
  return inner.text === text ? inner : { text, at: rest.at, rewritten: true };
}

function closing(
  lines: readonly string[],
  row: number,
  rest: Token,
  quote: string,
): { text: string; lines: number } | undefined {
  const parts: string[] = [];
  for (let i = row; i < lines.length; i += 1) {
    const line = i === row ? rest.text.slice(1) : (lines[i] ?? '');
    const end = unescapedIndex(line, quote);
    parts.push(end < 0 ? line : line.slice(0, end));
    if (end >= 0) return { text: parts.join('\n'), lines: i - row + 1 };
  }
  return undefined;
}

function unescapedIndex(line: string, quote: string): number {
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === '\\') at += 1;
    else if (line[at] === quote) return at;
  }
  return -1;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

/** `\$` is a dollar sign that begins no variable. */
function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (whole, sign: string) =>
    sign === '$' ? '$$' : (escapes.get(sign) ?? whole),
  );
}

function filled(place: Token, text: string, scope: ScopeAt, problems: Problem[]): Token {
  const value = text.includes('$') ? fill(text, scope(place)) : text;
  if (value === undefined) {
    problems.push(problem('compose-template-invalid', { text: text.slice(0, 80) }, { at: place.at }));
    return place;
  }
  return value === place.text ? place : { text: value, at: place.at, rewritten: true };
}
