import { bare, slice, type Token } from '../../../model/token.ts';
import type { Block, Outline, Section } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';

export interface Pair {
  /** In lower case. */
  readonly key: string;
  readonly value: Token;
}

/** Every "Key: value" of a section, be it a line, a list item or a row of a table with two columns. */
export function pairsOf({ blocks }: Section): readonly Pair[] {
  return blocks.flatMap(block => {
    if (block.kind === 'fence') return [];
    if (block.kind === 'table') {
      return block.rows.flatMap(([key, value]) => (key && value ? [pair(bare(key), value)] : []));
    }
    const lines = block.kind === 'list' ? block.items : block.lines;
    return lines.flatMap(line => {
      const { key, value } = phrase(line);
      return key && value.text !== '' ? [pair(key, value)] : [];
    });
  });
}

const pair = (key: Token, value: Token): Pair => ({ key: key.text.toLowerCase(), value: bare(value) });

/** The sections of the decision: "Decision" or "Decision Outcome", and what stands below it. */
export function decisionSections({ sections }: Outline): readonly Section[] {
  const start = sections.findIndex(({ title }) =>
    /^(?:decision|chosen solution|chosen option)\b/i.test(title),
  );
  const first = sections[start];
  if (!first) return [];
  const next = sections.slice(start + 1).findIndex(({ level }) => level <= first.level);
  return next < 0 ? sections.slice(start) : sections.slice(start, start + 1 + next);
}

/** "# ADR-01: Primary Database Selection": the first heading that names the ADR, else the first of all. */
export function titleOf({ sections }: Outline): Section | undefined {
  const top = sections.filter(({ level }) => level === 1);
  return top.find(({ title }) => /^ADR-\d/.test(title)) ?? top[0];
}

/** The words in bold of a line of text or an item. */
export function boldWords(block: Block): readonly { readonly words: Token; readonly line: Token }[] {
  if (block.kind !== 'paragraph' && block.kind !== 'list') return [];
  const lines = block.kind === 'list' ? block.items : block.lines;
  return lines.flatMap(line =>
    [...line.text.matchAll(/\*\*([^*]{1,200})\*\*/g)].map(({ index, 1: words = '' }) => ({
      words: slice(line, index + 2, index + 2 + words.length),
      line,
    })),
  );
}
