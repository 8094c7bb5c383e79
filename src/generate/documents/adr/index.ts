import { type Problem, problem } from '../../../errors/index.ts';
import type { Reading } from '../../../model/facts.ts';
import { bare, slice, type Token } from '../../../model/token.ts';
import { provider } from '../../../model/values/words.ts';
import { providerWords } from '../../../model/vocabulary.ts';
import { type DocumentText, documentName, Gathering } from '../gathering.ts';
import { type Outline, outline, type Section } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';
import { sectionName } from '../req/table.ts';

/**
 * Reads an ADR: its status, and the cloud provider that it decides on. Only an accepted (or approved) ADR counts. A
 * provider is decided by a line or a row "Cloud Provider", or, when the title is about the cloud, by the bold words of
 * the decision ("**AWS** is selected").
 */
export function readAdr(document: DocumentText): Reading {
  const gathering = new Gathering();
  const found = outline(document.file, document.text);
  const pairs = found.sections.flatMap(pairsOf);
  const status = statusOf(found, pairs);
  if (isAccepted(status?.text)) readProvider(found, pairs, gathering);
  else gathering.problems.push(notAccepted(document, found, status));
  for (const section of found.sections) {
    if (section.level > 0 && section.blocks.length > 0 && !isRead(section)) {
      gathering.skip(sectionName(section), section.heading);
    }
  }
  return gathering.reading(document);
}

interface Pair {
  readonly key: string;
  readonly value: Token;
}

/** Every "Key: value" of a section, be it a line, a list item or a row of a table with two columns. */
function pairsOf({ blocks }: Section): readonly Pair[] {
  return blocks.flatMap(block => {
    if (block.kind === 'fence') return [];
    if (block.kind === 'table') {
      return block.rows.flatMap(([key, value]) => (key && value ? [pair(bare(key), value)] : []));
    }
    const lines = block.kind === 'list' ? block.items : block.lines;
    return lines.flatMap(line => {
      const { key, value } = phrase(line);
      return key ? [pair(key, value)] : [];
    });
  });
}

const pair = (key: Token, value: Token): Pair => ({ key: key.text.toLowerCase(), value: bare(value) });

const isRead = ({ title }: Section) => /^(?:status|document control|decision|chosen solution)\b/i.test(title);

/** "**Status**: Approved", a row of the document control, or the text below a heading "Status". */
function statusOf({ sections }: Outline, pairs: readonly Pair[]): Token | undefined {
  const written = pairs.find(({ key }) => key === 'status')?.value;
  const below = sections.find(({ title }) => title.toLowerCase() === 'status')?.blocks[0];
  return written ?? (below?.kind === 'paragraph' && below.lines[0] ? bare(below.lines[0]) : undefined);
}

const isAccepted = (status: string | undefined) => /^\W*(?:accepted|approved)\b/i.test(status ?? '');

function notAccepted({ file }: DocumentText, { sections }: Outline, status: Token | undefined): Problem {
  const at = (status ?? sections.find(({ level }) => level === 1)?.heading ?? sections[0]?.heading)?.at;
  const facts = { id: documentName(file), status: status?.text ?? 'without a status' };
  return problem('adr-not-accepted', facts, at ? { at } : {});
}

function readProvider({ sections }: Outline, pairs: readonly Pair[], gathering: Gathering): void {
  const path = ['service', 'cloud', 'provider'];
  const written = pairs.find(({ key }) => key === 'cloud provider' || key === 'provider');
  const region = pairs.find(({ key }) => key === 'region' || key === 'default region');
  const decided = written ? providerWord(written.value) : decidedInBold(sections);
  if (decided) gathering.read(path, decided, provider);
  if (decided && region && /^[a-z0-9-]{2,32}$/.test(region.value.text)) {
    gathering.state(['service', 'cloud', 'region'], region.value.text, region.value);
  }
}

/** "Amazon Web Services (AWS)" or "AWS, region us-east-1": the words that name a provider; else the whole text. */
function providerWord(value: Token): Token {
  const text = value.text.toLowerCase();
  const known = [...providerWords.keys()].toSorted((a, b) => b.length - a.length);
  for (const word of known) {
    const start = text.search(new RegExp(`\\b${word}\\b`));
    if (start >= 0) return slice(value, start, start + word.length);
  }
  return value;
}

function decidedInBold(sections: readonly Section[]): Token | undefined {
  const title = sections.find(({ level }) => level === 1)?.title ?? '';
  if (!/\bcloud\b/i.test(title)) return undefined;
  const start = sections.findIndex(({ title }) => /^decision\b/i.test(title));
  const level = sections[start]?.level ?? 0;
  for (const section of start < 0 ? [] : sections.slice(start)) {
    if (section !== sections[start] && section.level <= level) return undefined;
    const found = section.blocks.flatMap(boldWords).find(words => providerWord(words) !== words);
    if (found) return providerWord(found);
  }
  return undefined;
}

function boldWords(block: Section['blocks'][number]): readonly Token[] {
  if (block.kind !== 'paragraph') return [];
  return block.lines.flatMap(line =>
    [...line.text.matchAll(/\*\*([^*]{1,200})\*\*/g)].map(({ index, 1: words = '' }) =>
      slice(line, index + 2, index + 2 + words.length),
    ),
  );
}
