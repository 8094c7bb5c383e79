import { flowScalar, leftToLibrary } from './flow-scalar.ts';

/**
 * Reads the YAML that generators write, some fifteen times as fast as the library: block mappings and sequences, scalars
 * on one line, literal texts, comments. Whatever else a text has - flow style, anchors, tags, folded texts, words whose
 * type is not plain to see, anything that might be wrong - is left to the library.
 *
 * @returns the documents; undefined where the library has to read them
 */
export function readBlockYaml(text: string): readonly BlockDocument[] | undefined {
  if (!usualCharacters.test(text)) return undefined;
  try {
    return new BlockReader(text.split('\n')).documents();
  } catch (error) {
    if (error === leftToLibrary) return undefined;
    throw error;
  }
}

export interface BlockDocument {
  readonly value: unknown;
  /** The line (from 1) on which the node at a path begins, or the nearest node above it. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** No tabs, carriage returns and other control characters, and nothing that some editors take for a line end. */
const usualCharacters = /^[\n\u0020-\u007e\u00a1-\u1fff\u2030-\ud7ff]*$/;
const maxDepth = 90;

const keyForm = /^([A-Za-z_][\w./-]*(?:::?[\w./-]+)*|"[^"\\]*"|'[^']*'):(?= |$)/;
/** Keys that are no texts to YAML, and the one that no object can have as its own. */
const otherKeys = new Set(['null', 'true', 'false', '__proto__']);
const blankOrComment = /^ *(?:#.*)?$/;

class BlockReader {
  readonly #lines: string[];
  /** The line of each value, by the mapping or list that it is in. */
  readonly #valueLines = new Map<unknown, object>();
  /** The line on which each mapping and list begins. */
  readonly #firstLines = new Map<unknown, number>();
  #at = 0;
  /** What `#nextIndent` has found at a line: each level that ends there asks again. */
  #indent: number | undefined;
  #indentAt = -1;
  #depth = 0;

  constructor(lines: string[]) {
    this.#lines = lines;
  }

  documents(): BlockDocument[] {
    const found: BlockDocument[] = [];
    if (this.#nextIndent() === undefined) throw leftToLibrary;
    while (this.#nextIndent() !== undefined) {
      if (this.#line() === '---') this.#at += 1;
      else if (found.length > 0) throw leftToLibrary;
      const first = this.#nextIndent();
      if (first === undefined || first > 0 || isMarker(this.#line())) throw leftToLibrary;
      const value = this.#block(0);
      found.push({ value, lineOf: path => this.#lineOf(value, path) });
      const after = this.#nextIndent();
      if (after !== undefined && this.#line() !== '---') throw leftToLibrary;
    }
    return found;
  }

  #lineOf(value: unknown, path: readonly (string | number)[]): number {
    let [node, line] = [value, 1];
    for (const key of path) {
      const starts = this.#valueLines.get(node) as Readonly<Record<string | number, unknown>> | undefined;
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
  #nextIndent(): number | undefined {
    if (this.#at === this.#indentAt) return this.#indent;
    this.#indent = this.#skipBlanks();
    this.#indentAt = this.#at;
    return this.#indent;
  }

  #skipBlanks(): number | undefined {
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#line();
      const indent = indentOf(line);
      if (indent < line.length && line[indent] !== '#') return indent;
    }
    return undefined;
  }

  #block(indent: number): unknown {
    this.#depth += 1;
    if (this.#depth > maxDepth) throw leftToLibrary;
    const value = isItem(this.#line(), indent) ? this.#sequence(indent) : this.#mapping(indent);
    this.#depth -= 1;
    return value;
  }

  #mapping(indent: number): unknown {
    const out: Record<string, unknown> = {};
    const starts: Record<string, number> = {};
    this.#valueLines.set(out, starts);
    this.#firstLines.set(out, this.#at + 1);
    for (let next: number | undefined = indent; next === indent; next = this.#nextIndent()) {
      const line = this.#line();
      if (isItem(line, indent) || isMarker(line)) break;
      const [start, shown = ''] = keyForm.exec(indent === 0 ? line : line.slice(indent)) ?? [];
      const name = shown.startsWith('"') || shown.startsWith("'") ? shown.slice(1, -1) : shown;
      if (start === undefined || otherKeys.has(name.toLowerCase()) || Object.hasOwn(out, name))
        throw leftToLibrary;
      const at = this.#at + 1;
      const value = this.#value(line.slice(indent + start.length), indent, true);
      out[name] = value;
      starts[name] = this.#firstLineOf(value, at);
    }
    return this.#ended(indent, out);
  }

  #sequence(indent: number): unknown {
    const out: unknown[] = [];
    const starts: number[] = [];
    this.#valueLines.set(out, starts);
    this.#firstLines.set(out, this.#at + 1);
    for (let next: number | undefined = indent; next === indent; next = this.#nextIndent()) {
      const line = this.#line();
      if (!isItem(line, indent)) break;
      const rest = line.slice(indent + 1);
      const inner = indent + 1 + indentOf(rest);
      const content = line.slice(inner);
      const start = this.#at + 1;
      if (isItem(content, 0) || keyForm.test(content)) {
        // The first line of a collection that stands beside its dash.
        this.#lines[this.#at] = ' '.repeat(inner) + content;
        this.#indentAt = -1;
        out.push(this.#block(inner));
      } else out.push(this.#value(rest, indent, false));
      starts.push(this.#firstLineOf(out.at(-1), start));
    }
    return this.#ended(indent, out);
  }

  /** A collection may begin below its key. */
  #firstLineOf(value: unknown, otherwise: number): number {
    return typeof value === 'object' ? (this.#firstLines.get(value) ?? otherwise) : otherwise;
  }

  /** Deeper lines that belong to nothing are a mistake, or a text of several lines. */
  #ended<T>(indent: number, value: T): T {
    const next = this.#nextIndent();
    if (next !== undefined && next > indent) throw leftToLibrary;
    return value;
  }

  /** What stands behind a colon or a dash, and below it. */
  #value(rest: string, indent: number, mayAlign: boolean): unknown {
    this.#at += 1;
    const shown = rest.trim();
    if (shown === '|' || shown === '|-') return this.#literal(indent, shown === '|');
    if (!blankOrComment.test(rest)) return flowScalar(shown);
    const next = this.#nextIndent();
    const isBelow = next !== undefined && next >= indent && !isMarker(this.#line());
    if (isBelow && next > indent) return this.#block(next);
    // A list of nothing is what bombs are made of, and no generator writes one.
    if (!mayAlign) throw leftToLibrary;
    return isBelow && isItem(this.#line(), indent) ? this.#block(next) : null;
  }

  #literal(indent: number, keepsEnd: boolean): string {
    const inner = indentOf(this.#line());
    if (inner <= indent || inner === this.#line().length) throw leftToLibrary;
    const out: string[] = [];
    for (; this.#at < this.#lines.length; this.#at += 1) {
      const line = this.#line();
      const own = indentOf(line);
      if (own < inner && own < line.length) {
        if (own > indent) throw leftToLibrary;
        break;
      }
      out.push(line.slice(inner));
    }
    while (out.at(-1) === '') out.pop();
    if (out.length === 0 || indentOf(out.at(-1) ?? '') === out.at(-1)?.length) throw leftToLibrary;
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
