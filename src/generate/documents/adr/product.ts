/** The product that an ADR decides on: which database, cache, queue or storage, or what runs the services. */
import { problem } from '../../../errors/index.ts';
import { label } from '../../../model/names.ts';
import { type FoundProduct, type ProductKind, productIn, runnerIn } from '../../../model/products.ts';
import { bare, slice, type Token, trim } from '../../../model/token.ts';
import type { Gathering } from '../gathering.ts';
import type { Outline } from '../markdown/outline.ts';
import { boldWords, decisionSections, pairsOf, titleOf } from './pairs.ts';

const subjects: readonly (readonly [RegExp, ProductKind])[] = [
  [/\b(?:database|db|datastore|data store|rdbms|persistence)\b/i, 'database'],
  [/\b(?:cache|caching)\b/i, 'cache'],
  [
    /\b(?:message queue|queue|queuing|message broker|broker|messaging|event bus|event stream(?:ing)?)\b/i,
    'queue',
  ],
  [/\b(?:object store|object storage|blob storage|file storage|storage)\b/i, 'storage'],
  [
    /\b(?:compute|orchestrat(?:ion|or)|(?:container|deployment|hosting|runtime) (?:platform|runtime|service|environment)|hosting)\b/i,
    'compute',
  ],
];

/** The first product of that kind, and of all that keep data the first: Redis may be a cache, a queue or a database. */
const foundIn = (text: string, kind: ProductKind): FoundProduct | undefined =>
  kind === 'compute' ? runnerIn(text) : productIn(text);

/** What is done with a database is another decision than which one it is. */
const otherMatters =
  /\b(?:migrations?|backups?|schemas?|access|connections?|pool(?:ing)?|index(?:es|ing)?|naming|test(?:s|ing)?|monitoring|replication|sharding|partition(?:s|ing)?|encryption|pattern|invalidation|retention|tuning)\b/i;
const selects = /\b(?:selection|select|choice|choose|decision|use|adopt)\b/i;

interface Subject {
  readonly kind: ProductKind;
  readonly scope?: string;
}

/**
 * Reads which product the ADR decides on: its title says what for ("Reporting Database Selection"), its decision which, by
 * a pair such as "Database: PostgreSQL 16", else by bold words ("**PostgreSQL 16** selected"), else by a sentence. A title
 * that asks for a product which the decision does not name is a note.
 */
export function readChoice(found: Outline, id: string, gathering: Gathering): void {
  const title = titleOf(found);
  const subject = title && subjectOf(title.title);
  if (!title || !subject) return;
  const chosen = chosenIn(found, subject.kind) ?? inTitle(title.heading, subject.kind);
  if (chosen) gathering.choose({ ...subject, ...partsOf(chosen, subject.kind) });
  else if (selects.test(title.title)) {
    const facts = { id, subject: subject.kind };
    gathering.problems.push(problem('adr-undecided', facts, { at: title.heading.at }));
  }
}

/** "Use Redis for caching" and "Use PostgreSQL" say what it is about by the product. */
function subjectOf(title: string): Subject | undefined {
  const about = title.replace(/^ADR-\d{1,6}\W{0,4}/, '').split(/ (?:for|of|in) /i, 1)[0] ?? '';
  if (otherMatters.test(about)) return undefined;
  const [word, kind] = subjects.find(([word]) => word.test(title)) ?? [];
  const named = /^(?:use|adopt|choose|select|switch to|move to)\b/i.test(about)
    ? (productIn(about) ?? runnerAtEnd(about))
    : undefined;
  if (!word || !kind) return named && { kind: named.kind };
  // Services run on one thing, or the documents of each say on what.
  if (kind === 'compute') return { kind };
  const before = about.slice(0, Math.max(0, about.search(word))).trim();
  const scope = label(/([\p{L}\d]+)$/u.exec(before)?.[1] ?? '');
  return scope === undefined || isMain(scope) || foundIn(scope, kind) ? { kind } : { kind, scope };
}

/** "Use Kubernetes 1.33", but not "Use Kubernetes Secrets". */
function runnerAtEnd(about: string): FoundProduct | undefined {
  const found = runnerIn(about);
  return found && /^ ?(?:v?\d[\d.]*)? ?(?:\(.*|(?:as|on|with)\b.*)?$/i.test(about.slice(found.end))
    ? found
    : undefined;
}

const isMain = (word: string) =>
  /^(?:the|a|an|our|main|primary|default|central|core|application|relational|sql|nosql|cloud|use|adopt|choose|select|selection|choice|decision|as|to|of|new|shared|managed|distributed|operational)$/.test(
    word,
  );

function chosenIn(found: Outline, kind: ProductKind): Token | undefined {
  const sections = decisionSections(found);
  const isNamed = (key: string) => subjects.some(([word, own]) => own === kind && word.test(key));
  const written = sections
    .flatMap(pairsOf)
    .find(({ key, value }) => isNamed(key) && foundIn(value.text, kind));
  if (written) return written.value;
  const bold = sections.flatMap(({ blocks }) => blocks.flatMap(boldWords));
  const known = bold.find(({ words, line }) => isOf(kind, words.text) && !isDenied(line, words, kind));
  const stated = known ?? bold.find(({ words, line }) => isSelected(line, words));
  if (stated) return stated.words;
  const lines = sections.flatMap(({ blocks }) =>
    blocks.flatMap(block => (block.kind === 'paragraph' ? block.lines : [])),
  );
  return lines.map(line => inSentence(line, kind)).find(words => words !== undefined);
}

/** Whether the first product of the text is of the kind; Redis may be a cache, a queue or a database. */
const isOf = (kind: ProductKind, text: string) => {
  const own = foundIn(text, kind)?.kind;
  return own === kind || (own === 'cache' && kind !== 'storage');
};

const behind = (line: Token, words: Token) =>
  line.text.slice(words.at.column - line.at.column + words.text.length).replace(/^\**/, '');
const before = (line: Token, words: Token) => line.text.slice(0, words.at.column - line.at.column);

const isSelected = (line: Token, words: Token) =>
  /^,? ?(?:(?:is|was|are|were|has been|have been) )?(?:selected|chosen|adopted)\b/i.test(behind(line, words));

/** "We do not use MySQL", "instead of Oracle". What is denied is the first product behind such a word. */
function isDenied(line: Token, words: Token, kind: ProductKind): boolean {
  const between = denial.exec(before(line, words))?.[1];
  const isFirst = between !== undefined && foundIn(between, kind) === undefined;
  return isFirst || /^ (?:is|was) (?:not|rejected)\b/i.test(behind(line, words));
}

const denial =
  /(?:\b(?:not|never|instead of|rather than|unlike|without|replace[sd]?|over|from|reject(?:ed|s)?|against)|n't)\b([^.,;]{0,60})$/i;

/** The product in "We will use PostgreSQL 16 as the primary database." */
function inSentence(line: Token, kind: ProductKind): Token | undefined {
  const found = foundIn(line.text, kind);
  if (!found || !isOf(kind, line.text)) return undefined;
  const version = versionBehind(line.text.slice(found.end))?.[0] ?? '';
  const words = slice(line, found.start, found.end + version.length);
  return isDenied(line, words, kind) ? undefined : words;
}

function inTitle(heading: Token, kind: ProductKind): Token | undefined {
  return /^(?:ADR-\d{1,6}\W{0,4})?(?:use|adopt|choose|select|switch to|move to)\b/i.test(heading.text)
    ? inSentence(heading, kind)
    : undefined;
}

/** " 16", " v16.2", " version 16+". */
const versionBehind = (text: string) =>
  /^,? (?:version )?(v?\d{1,5}(?:\.\d{1,5}){0,3}(?:\.x)?\+?)(?![\w.]*\w)/i.exec(text);

/** "Amazon RDS for PostgreSQL 16.2 (Multi-AZ)": what it is called, its version, and a remark that is dropped. */
function partsOf(words: Token, kind: ProductKind): { readonly product: Token; readonly version?: Token } {
  const { text } = words;
  const found = foundIn(text, kind);
  const plain = /^[^\d(,;–—]{1,80}/.exec(text)?.[0] ?? text;
  const end = found?.end ?? plain.trimEnd().length;
  const product = bare(trim(slice(words, 0, end)));
  const match = versionBehind(text.slice(end));
  const version = match?.[1];
  if (!match || version === undefined) return { product };
  const start = end + match[0].length - version.length;
  const number = slice(words, start + (/^v/i.test(version) ? 1 : 0), start + version.length);
  return { product, version: { ...number, text: number.text.replace(/\.x(?=\+?$)/i, '') } };
}
