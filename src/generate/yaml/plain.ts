/**
 * Reads the YAML that generators write, some fifteen times as fast as the library: block mappings and sequences, scalars
 * on one line, literal texts, comments. Whatever else a text has - flow style, anchors, tags, folded texts, words whose
 * type is not plain to see, anything that might be wrong - is left to the library.
 *
 * @returns the documents; undefined where the library has to read them
 */
export function readPlainYaml(text: string): readonly PlainDocument[] | undefined {
  if (!usual.test(text)) return undefined;
  try {
    return new Reader(text.split('\n')).documents();
  } catch (error) {
    if (error === unusual) return undefined;
    throw error;
  }
}

export interface PlainDocument {
  readonly value: unknown;
  /** The line (from 1) on which the node at a path begins, or the nearest node above it. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** No tabs, carriage returns and other control characters, and nothing that some editors take for a line end. */
const usual = /^[\n\u0020-\u007e\u00a1-\u1fff\u2030-\ud7ff]*$/;
const unusual = new Error('for the library');
const deepest = 90;

const key = /^([A-Za-z_][\w./-]*|"[^"\\]*"|'[^']*'):(?= |$)/;
const words = new Set(['null', 'true', 'false', '__proto__']);
const doubleQuoted = /^"(?:[^"\\]|\\["\\/bfnrt]|\\u[0-9A-Fa-f]{4})*"(?= *$| +#)/;
const singleQuoted = /^'(?:[^']|'')*'(?= *$| +#)/;
const plainStart = /^[A-Za-z0-9_/$.+(~-]/;
const comment = /^ *(?:#.*)?$/;

class Reader {
  readonly #lines: string[];
  /** The line of each value, by the mapping or list that it is in. */
  readonly #starts = new Map<unknown, object>();
  /** The line on which each of them begins. */
  readonly #firsts = new Map<unknown, number>();
  #at = 0;
  /** What `#next` has found at a line: each level that ends there asks again. */
  #known: number | undefined;
  #knownAt = -1;
  #depth = 0;

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  documents(): PlainDocument[] {
    const found: PlainDocument[] = [];
    if (this.#next() === undefined) throw unusual;
    while (this.#next() !== undefined) {
      if (this.#line() === '---') this.#at += 1;
      else if (found.length > 0) throw unusual;
      const first = this.#next();
      if (first === undefined || first > 0 || isMarker(this.#line())) throw unusual;
      const value = this.#block(0);
      found.push({ value, lineOf: path => this.#lineOf(value, path) });
      const after = this.#next();
      if (after !== undefined && this.#line() !== '---') throw unusual;
    }
    return found;
  }

  #lineOf(value: unknown, path: readonly (string | number)[]): number {
    let [node, line] = [value, 1];
    for (const key of path) {
      const starts = this.#starts.get(node) as Readonly<Record<string | number, unknown>> | undefined;
      const start = starts?.[key];
      if (typeof start !== 'number') break;
      line = start;
      node = (node as Readonly<Record<string | number, unknown>>)[key];
    }
    return line;
  }

  #line(): string {
    return this.#lines[this.#at] ?? '';
  }

  /** Goes on to the next line that says something; its indentation, undefined at the end. */
  #next(): number | undefined {
    if (this.#at === this.#knownAt) return this.#known;
    this.#known = this.#look();
    this.#knownAt = this.#at;
    return this.#known;
  }

  #look(): number | undefined {
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#line();
      const indent = indentOf(line);
      if (indent < line.length && line[indent] !== '#') return indent;
    }
    return undefined;
  }

  #block(indent: number): unknown {
    this.#depth += 1;
    if (this.#depth > deepest) throw unusual;
    const value = isItem(this.#line(), indent) ? this.#sequence(indent) : this.#mapping(indent);
    this.#depth -= 1;
    return value;
  }

  #mapping(indent: number): unknown {
    const out: Record<string, unknown> = {};
    const starts: Record<string, number> = {};
    this.#starts.set(out, starts);
    this.#firsts.set(out, this.#at + 1);
    for (let next: number | undefined = indent; next === indent; next = this.#next()) {
      const line = this.#line();
      if (isItem(line, indent) || isMarker(line)) break;
      const [start, shown = ''] = key.exec(indent === 0 ? line : line.slice(indent)) ?? [];
      const name = shown.startsWith('"') || shown.startsWith("'") ? shown.slice(1, -1) : shown;
      if (start === undefined || words.has(name.toLowerCase()) || Object.hasOwn(out, name)) throw unusual;
      starts[name] = this.#at + 1;
      out[name] = this.#value(line.slice(indent + start.length), indent, true);
      starts[name] = this.#firsts.get(out[name]) ?? starts[name];
    }
    return this.#ended(indent, out);
  }

  #sequence(indent: number): unknown {
    const out: unknown[] = [];
    const starts: number[] = [];
    this.#starts.set(out, starts);
    this.#firsts.set(out, this.#at + 1);
    for (let next: number | undefined = indent; next === indent; next = this.#next()) {
      const line = this.#line();
      if (!isItem(line, indent)) break;
      const rest = line.slice(indent + 1);
      const inner = indent + 1 + indentOf(rest);
      const content = line.slice(inner);
      const start = this.#at + 1;
      if (isItem(content, 0) || key.test(content)) {
        // The first line of a collection that stands beside its dash.
        this.#lines[this.#at] = ' '.repeat(inner) + content;
        this.#knownAt = -1;
        out.push(this.#block(inner));
      } else out.push(this.#value(rest, indent, false));
      starts.push(this.#firsts.get(out.at(-1)) ?? start);
    }
    return this.#ended(indent, out);
  }

  /** Deeper lines that belong to nothing are a mistake, or a text of several lines. */
  #ended<T>(indent: number, value: T): T {
    const next = this.#next();
    if (next !== undefined && next > indent) throw unusual;
    return value;
  }

  /** What stands behind a colon or a dash, and below it. */
  #value(rest: string, indent: number, mayAlign: boolean): unknown {
    this.#at += 1;
    const shown = rest.trim();
    if (shown === '|' || shown === '|-') return this.#literal(indent, shown === '|');
    if (!comment.test(rest)) return scalar(shown);
    const next = this.#next();
    const isBelow = next !== undefined && next >= indent && !isMarker(this.#line());
    if (isBelow && next > indent) return this.#block(next);
    // A list of nothing is what bombs are made of, and no generator writes one.
    if (!mayAlign) throw unusual;
    return isBelow && isItem(this.#line(), indent) ? this.#block(next) : null;
  }

  #literal(indent: number, keepsEnd: boolean): string {
    const inner = indentOf(this.#line());
    if (inner <= indent || inner === this.#line().length) throw unusual;
    const out: string[] = [];
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#line();
      const own = indentOf(line);
      if (own < inner && own < line.length) {
        if (own > indent) throw unusual;
        break;
      }
      out.push(line.slice(inner));
    }
    while (out.at(-1) === '') out.pop();
    if (out.length === 0 || indentOf(out.at(-1) ?? '') === out.at(-1)?.length) throw unusual;
    return out.join('\n') + (keepsEnd ? '\n' : '');
  }
}

function indentOf(line: string): number {
  let at = 0;
  while (line.charCodeAt(at) === 32) at += 1;
  return at;
}

const isItem = (line: string, indent: number): boolean =>
  line[indent] === '-' && (line.length === indent + 1 || line[indent + 1] === ' ');

const isMarker = (line: string): boolean => line.startsWith('---') || line.startsWith('...');

function scalar(shown: string): unknown {
  if (shown.startsWith('"')) {
    const quoted = doubleQuoted.exec(shown)?.[0];
    if (quoted === undefined) throw unusual;
    return JSON.parse(quoted) as unknown;
  }
  if (shown.startsWith("'")) {
    const quoted = singleQuoted.exec(shown)?.[0];
    if (quoted === undefined) throw unusual;
    return quoted.slice(1, -1).replaceAll("''", "'");
  }
  const [bare = ''] = shown.split(/ +#/, 1);
  if (bare === '[]') return [];
  if (bare === '{}') return {};
  if (!plainStart.test(bare) || bare.includes(': ') || bare.endsWith(':')) throw unusual;
  return plainScalar(bare);
}

/** As YAML 1.2 has it; a number that is not written as JSON would write it is left to the library. */
function plainScalar(bare: string): unknown {
  if (/^(?:0|-?[1-9][0-9]{0,14})$/.test(bare)) return Number(bare);
  if (/^[-+.]/.test(bare) || /^[0-9][0-9._eE+-]*$/.test(bare) || /^0[xob]/i.test(bare)) throw unusual;
  if (bare === 'true') return true;
  if (bare === 'false') return false;
  if (bare === 'null') return null;
  if (bare.startsWith('~') || /^(?:true|false|null)$/i.test(bare)) throw unusual;
  return bare;
}
