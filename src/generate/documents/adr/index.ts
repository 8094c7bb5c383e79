import { type Problem, problem } from '../../../errors/index.ts';
import type { Reading } from '../../../model/facts.ts';
import { bare, slice, type Token, token } from '../../../model/token.ts';
import { type DocumentText, documentName, Gathering } from '../gathering.ts';
import { tooDense } from '../markdown/dense.ts';
import { type Outline, outline, type Section } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';
import { skipFrontMatter, skipOthers } from '../req/left.ts';
import { readCloud } from './cloud.ts';
import { type Pair, pairsOf } from './pairs.ts';
import { readChoice } from './product.ts';

/**
 * Reads an ADR: its status, the cloud provider that it decides on, and the database, cache, queue or storage that its
 * title is about. Only an accepted (or approved) ADR decides; one that is superseded names the ADR that took its place.
 */
export function readAdr(document: DocumentText): Reading {
  const gathering = new Gathering();
  const refusal = tooDense(document.file, document.text);
  if (refusal) return gathering.refused(document, refusal);
  const found = outline(document.file, document.text);
  const status = statusOf(found, gathering);
  if (isAccepted(status?.text)) {
    readCloud(found, found.sections.filter(isDecided).flatMap(pairsOf), gathering);
    readChoice(found, documentName(document.file), gathering);
  } else {
    gathering.problems.push(notAccepted(document, found, status));
    if (status) needSuccessor(status, gathering);
  }
  skipFrontMatter(found, gathering);
  skipOthers(found.sections, gathering.lines(document.file), gathering);
  return gathering.reading(document);
}

/** What was weighed and not chosen has its providers too. */
const isDecided = ({ title }: Section) =>
  !/\b(?:alternatives?|considered|rejected|pros and cons)\b|^(?:option|drivers?)\b/i.test(
    title.replace(/^[\d.]+ /, ''),
  );

/**
 * "**Status**: Approved", a row of the document control, the text below a heading "Status", or the front matter. All of
 * them must accept the ADR: the first that does not counts.
 */
function statusOf(found: Outline, gathering: Gathering): Token | undefined {
  const { sections, frontMatter } = found;
  const stated = sections
    .filter(({ title, level }) => level <= 1 || /^(?:status|document control)\b/i.test(title))
    .flatMap(section => [
      ...pairsOf(section)
        .filter(isStatus)
        .map(({ value }) => value),
      ...below(section),
    ]);
  const inFront = frontMatter && inFrontMatter(frontMatter);
  const all = inFront ? [...stated, inFront] : stated;
  for (const status of all) gathering.follow(status);
  return all.find(({ text }) => !isAccepted(text)) ?? all[0];
}

const isStatus = ({ key }: Pair) => key === 'status';

/** The text below a heading "Status" that is no pair. */
function below({ title, blocks: [first] }: Section): readonly Token[] {
  const line = title.toLowerCase() === 'status' && first?.kind === 'paragraph' ? first.lines[0] : undefined;
  return line && phrase(line).key === undefined ? [bare(line)] : [];
}

/** "status: accepted", as MADR has it. */
function inFrontMatter({ body, start }: NonNullable<Outline['frontMatter']>): Token | undefined {
  for (const [i, text] of body.split('\n').entries()) {
    const head = /^status: {1,20}(?=\S)/i.exec(text)?.[0];
    if (head !== undefined) return bare(slice(token(start.at.file, start.at.line + i, 1, text), head.length));
  }
  return undefined;
}

const isAccepted = (status = '') =>
  /^\W*(?:accepted|approved)\b/i.test(status) && !/\b(?:superseded|deprecated|rejected)\b/i.test(status);

function notAccepted({ file }: DocumentText, { sections }: Outline, status: Token | undefined): Problem {
  const at = (status ?? sections.find(({ level }) => level === 1)?.heading ?? sections[0]?.heading)?.at;
  const facts = { id: documentName(file), status: status?.text ?? 'without a status' };
  return problem('adr-not-accepted', facts, at ? { at } : {});
}

/** "Superseded by ADR-07": that one decides. */
function needSuccessor(status: Token, gathering: Gathering): void {
  const match = /superseded by \[?(ADR-\d{1,6})/i.exec(status.text);
  const id = match?.[1]?.toUpperCase();
  if (match && id) gathering.needs.push({ kind: 'adr', id, at: status.at });
}
