/** Files of environment variables (`.env`, `env_file`), in the form that Compose reads. */
import { type Problem, problem } from '../../../../errors/index.ts';
import { slice, type Token } from '../../../../model/token.ts';
import { brokenPart, fill, type Scope } from './template.ts';

interface EnvEntry {
  readonly name: Token;
  /** Undefined for a name alone: its value is that of the environment. */
  readonly value?: Token;
}

/** How the values are filled in; `place` is the value that is filled. */
export type ScopeAt = (place: Token) => Scope;

const statementForm = /^(\s*(?:export\s+)?)([A-Za-z_][\w.-]*)\s*(?:([=:])[ \t]*)?/;

/**
 * `KEY=value`, `KEY: value`, `export KEY=value`, `KEY` alone; `#` begins a remark; quotes hold blanks, and lines,
 * together. Single quotes keep a value as it is. `raw` keeps everything behind the sign, quotes too. A value may name
 * those above it.
 */
export function readEnvFile(
  file: string,
  text: string,
  raw: boolean,
  scope: ScopeAt,
): { entries: readonly EnvEntry[]; problems: readonly Problem[] } {
  const lines = text.split(/\r?\n/);
  const reader = new Reader(scope);
  for (let row = 0; row < lines.length; ) {
    const written = lines[row] ?? '';
    const line: Token = { text: written, at: { file, line: row + 1, column: 1, length: written.length } };
    row += /^\s*(?:#|$)/.test(written) ? 1 : reader.statement(line, lines, row, raw);
  }
  return reader;
}

class Reader {
  readonly entries: EnvEntry[] = [];
  readonly problems: Problem[] = [];
  readonly #scope: ScopeAt;
  readonly #known = new Map<string, string>();

  constructor(scope: ScopeAt) {
    this.#scope = scope;
  }

  /** Reads the statement that begins on a line; the number of lines that it takes. */
  statement(line: Token, lines: readonly string[], row: number, raw: boolean): number {
    const match = statementForm.exec(line.text);
    const [written = '', before = '', key = '', sign] = match ?? [];
    const isAlone = sign === undefined && /^\s*(?:#.*)?$/.test(line.text.slice(written.length));
    if (!match || (sign === undefined && !isAlone)) {
      this.#refuse(line, line);
      return 1;
    }
    const name = slice(line, before.length, before.length + key.length);
    if (sign === undefined) {
      this.entries.push({ name });
      return 1;
    }
    const rest = slice(line, written.length);
    const value = raw ? { token: rest, lines: 1 } : this.#value(lines, row, rest, name);
    this.entries.push({ name, value: value.token });
    this.#known.set(name.text, value.token.text);
    return value.lines;
  }

  #value(lines: readonly string[], row: number, rest: Token, name: Token): { token: Token; lines: number } {
    const quote = rest.text[0];
    if (quote !== '"' && quote !== "'") {
      const plain = slice(rest, 0, rest.text.replace(/(?:^|\s)#.*$/, '').trimEnd().length);
      return { token: this.#filled(plain, plain.text), lines: 1 };
    }
    const end = closing(lines, row, rest, quote);
    if (!end) {
      this.#refuse(name, rest);
      return { token: rest, lines: 1 };
    }
    const inner = quoted(rest, end.text);
    return { token: quote === "'" ? inner : this.#filled(inner, unescaped(end.text)), lines: end.lines };
  }

  #filled(place: Token, text: string): Token {
    const scope = this.#scope(place);
    const lookup = (name: string) => scope.lookup(name) ?? this.#known.get(name);
    const value = text.includes('$') ? fill(text, { ...scope, lookup }) : text;
    if (value === undefined) {
      const facts = { text: brokenPart(text) };
      this.problems.push(problem('compose-template-invalid', facts, { at: place.at }));
      return place;
    }
    return value === place.text ? place : { text: value, at: place.at, rewritten: true };
  }

  /** Shows the name only: what stands behind the sign may be a secret. */
  #refuse({ text }: Token, { at }: Token): void {
    const shown = text.split(/[=:]/, 1)[0]?.trim().slice(0, 40) ?? '';
    this.problems.push(problem('compose-env-line-invalid', { text: shown }, { at }));
  }
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
