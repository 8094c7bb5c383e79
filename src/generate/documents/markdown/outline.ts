import MarkdownIt, { type Token as MarkdownToken } from 'markdown-it';
import { slice, type Token, token, trim } from '../../../model/token.ts';
import { splitRow } from './row.ts';

export type Block =
  | {
      readonly kind: 'table';
      readonly header: readonly Token[];
      readonly rows: readonly (readonly Token[])[];
    }
  /** `lead` is the paragraph right before the list, such as "**Script Standards**:". */
  | { readonly kind: 'list'; readonly items: readonly Token[]; readonly lead?: Token }
  | { readonly kind: 'paragraph'; readonly lines: readonly Token[] }
  | { readonly kind: 'fence'; readonly language: string; readonly body: string; readonly start: Token };

export interface Section {
  /** "9.5.1"; empty where the heading has none. */
  readonly number: string;
  readonly title: string;
  readonly level: number;
  readonly heading: Token;
  readonly blocks: Block[];
}

export interface Outline {
  /** The lines of the front matter between its `---` lines, and where they begin. */
  readonly frontMatter?: { readonly body: string; readonly start: Token };
  readonly sections: readonly Section[];
}

const parser = new MarkdownIt('commonmark').enable('table').disable('inline');

/** The sections of a Markdown document with their tables, lists, lines of text and fences, each with its place. */
export function outline(file: string, text: string): Outline {
  const lines = text.split(/\r\n|\r|\n/);
  const end = frontMatterEnd(lines);
  const body = lines.map((line, i) => (i <= end ? '' : line)).join('\n');
  const walker = new Walker(file, lines);
  for (const found of parser.parse(body, {})) walker.take(found);
  const frontMatter = { body: lines.slice(1, end).join('\n'), start: token(file, 2, 1, '') };
  return { sections: walker.sections, ...(end > 0 ? { frontMatter } : {}) };
}

/** Index of the line that closes the front matter, or -1. */
function frontMatterEnd(lines: readonly string[]): number {
  return lines[0]?.trimEnd() === '---' ? lines.findIndex((line, i) => i > 0 && line.trimEnd() === '---') : -1;
}

/** Goes through the flat token stream of markdown-it and keeps what stands outside of quotes. */
class Walker {
  readonly sections: Section[];
  readonly #file: string;
  readonly #lines: readonly string[];
  #quotes = 0;
  #items: Token[] | undefined;
  #lists = 0;
  #heading: number | undefined;
  #rows: Token[][] | undefined;

  constructor(file: string, lines: readonly string[]) {
    this.#file = file;
    this.#lines = lines;
    const heading = token(file, 1, 1, '');
    this.sections = [{ number: '', title: '', level: 0, heading, blocks: [] }];
  }

  take(found: MarkdownToken): void {
    if (found.type === 'blockquote_open') this.#quotes += 1;
    else if (found.type === 'blockquote_close') this.#quotes -= 1;
    else if (this.#quotes === 0) this.#takeOwn(found);
  }

  #takeOwn(found: MarkdownToken): void {
    switch (found.type) {
      case 'heading_open':
        this.#heading = Number(found.tag.slice(1));
        break;
      case 'bullet_list_open':
      case 'ordered_list_open':
        this.#openList();
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        this.#closeList();
        break;
      case 'table_open':
        this.#rows = [];
        break;
      case 'table_close':
        this.#closeTable();
        break;
      case 'tr_open':
        this.#rows?.push(splitRow(this.#line(found)));
        break;
      case 'inline':
        if (!this.#rows) this.#text(found);
        break;
      case 'fence':
        this.#fence(found);
    }
  }

  get #blocks(): Block[] {
    return this.sections.at(-1)?.blocks ?? [];
  }

  #line(found: MarkdownToken, offset = 0): Token {
    const index = (found.map?.[0] ?? 0) + offset;
    return token(this.#file, index + 1, 1, this.#lines[index] ?? '');
  }

  /** The lines of an inline token where they stand in the source, without indentation and markers. */
  #contentLines(found: MarkdownToken): Token[] {
    return found.content.split('\n').map((content, i) => {
      const line = this.#line(found, i);
      const text = content.trim();
      const kept = line.text.trimEnd();
      const start = kept.endsWith(text) ? kept.length - text.length : Math.max(0, kept.indexOf(text));
      return slice(line, start, start + text.length);
    });
  }

  #text(found: MarkdownToken): void {
    const lines = this.#contentLines(found);
    const first = lines[0];
    if (!first) return;
    if (this.#heading !== undefined) this.#openSection(first, this.#heading);
    else if (this.#items) this.#items.push(joined(lines, first));
    else this.#blocks.push({ kind: 'paragraph', lines });
    this.#heading = undefined;
  }

  #openSection(heading: Token, level: number): void {
    const match = /^(\d+(?:\.\d+)*)\.?\s+(.*)$/.exec(heading.text);
    const [number, title] = match ? [match[1] ?? '', match[2] ?? ''] : ['', heading.text];
    this.sections.push({ number, title: title.trim(), level, heading, blocks: [] });
  }

  #openList(): void {
    this.#lists += 1;
    this.#items ??= [];
  }

  #closeList(): void {
    this.#lists -= 1;
    if (this.#lists > 0 || !this.#items) return;
    const before = this.#blocks.at(-1);
    const lead = before?.kind === 'paragraph' ? before.lines.at(-1) : undefined;
    this.#blocks.push({ kind: 'list', items: this.#items, ...(lead ? { lead } : {}) });
    this.#items = undefined;
  }

  #closeTable(): void {
    const [header, ...rows] = this.#rows ?? [];
    if (header) this.#blocks.push({ kind: 'table', header, rows });
    this.#rows = undefined;
  }

  #fence(found: MarkdownToken): void {
    const opening = this.#line(found);
    const indent = opening.text.length - opening.text.trimStart().length;
    const start = token(this.#file, opening.at.line + 1, indent + 1, '');
    const language = found.info.trim().split(/\s/)[0] ?? '';
    this.#blocks.push({ kind: 'fence', language, body: found.content, start });
  }
}

/** One text out of the lines of a list item; its place is the first line. */
function joined(lines: readonly Token[], first: Token): Token {
  return { text: lines.map(line => trim(line).text).join(' '), at: first.at };
}
