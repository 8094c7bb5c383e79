/** What a section of a Markdown document says and no reader took. */
import { bare, isAbsent, type Token } from '../../../model/token.ts';
import type { Gathering } from '../gathering.ts';
import type { Block, Outline, Section } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';
import { sectionName } from './table.ts';

/** A section that nobody reads is one entry of the loss report, whatever stands in it. */
export function skipUnread(section: Section, gathering: Gathering): void {
  const [first] = section.blocks;
  const place = section.level > 0 ? section.heading : first && startOf(first);
  if (first && place) gathering.skip(section.level > 0 ? sectionName(section) : 'the beginning', place);
}

/**
 * Of a section that is read: its rows, items, "Key: value" lines and fences on which nothing was read. `read`: the lines of
 * which something is known. Prose is no data.
 */
export function skipLeft(section: Section, read: ReadonlySet<number>, gathering: Gathering): void {
  const name = section.level > 0 ? sectionName(section) : 'the beginning';
  for (const block of section.blocks)
    for (const line of leftOf(block, read)) {
      const key = phrase(line).key?.text ?? bare(line).text;
      gathering.skip(`${name}, ${key.slice(0, 60)}`, line);
    }
}

/** Of each section that anything was read of, what is left; all others as they are. The sections are in their order. */
export function skipOthers(
  sections: readonly Section[],
  read: ReadonlySet<number>,
  gathering: Gathering,
): void {
  const lines = [...read].toSorted((a, b) => a - b);
  let next = 0;
  for (const [i, section] of sections.entries()) {
    const [from, to] = [
      section.heading.at.line,
      sections[i + 1]?.heading.at.line ?? Number.POSITIVE_INFINITY,
    ];
    while ((lines[next] ?? to) < from) next += 1;
    if ((lines[next] ?? to) < to) skipLeft(section, read, gathering);
    else skipUnread(section, gathering);
  }
}

/** What stands for each line, row or fence that holds data and was not read. */
function leftOf(block: Block, read: ReadonlySet<number>): readonly Token[] {
  if (block.kind === 'fence') {
    const start = isReadFence(block, read) ? undefined : startOf(block);
    return start ? [start] : [];
  }
  return linesOf(block).filter(({ at }) => !read.has(at.line));
}

function isReadFence({ body, start }: Extract<Block, { kind: 'fence' }>, read: ReadonlySet<number>): boolean {
  return body.split('\n').some((_, i) => read.has(start.at.line + i));
}

function linesOf(block: Exclude<Block, { kind: 'fence' }>): readonly Token[] {
  if (block.kind === 'list') return block.items.filter(({ text }) => text !== '');
  if (block.kind === 'table') return block.rows.flatMap(cells => cells.find(cell => !isAbsent(cell)) ?? []);
  return block.lines.filter(line => {
    const { key, value } = phrase(line);
    return key !== undefined && !isAbsent(value);
  });
}

/** What is written first. */
function startOf(block: Block): Token | undefined {
  if (block.kind === 'fence') {
    const { start, language } = block;
    const at = { ...start.at, line: start.at.line - 1, length: 3 };
    return { text: language === '' ? 'fence' : `fence, ${language}`, at };
  }
  const tokens = block.kind === 'list' ? block.items : block.kind === 'table' ? block.header : block.lines;
  return tokens.find(({ text }) => text !== '') ?? tokens[0];
}

/** The front matter of a document that is read for its sections: what the document says about itself. */
export function skipFrontMatter({ frontMatter }: Outline, gathering: Gathering): void {
  if (frontMatter) gathering.skip('front matter', frontMatter.start);
}
