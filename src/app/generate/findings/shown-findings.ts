import type { Problem } from '../../../errors/index.ts';
import type { Place } from '../../../errors/problem.ts';
import type { Artifact } from '../../../generate/artifacts/shared/artifact.ts';
import { placeOf } from '../../../generate/artifacts/shared/folders.ts';
import type { SourcedProject } from '../../../model/origins.ts';
import { maskedLine } from '../secrets/mask.ts';
import type { PlannedFindings } from './planned-findings.ts';

/**
 * Findings as a person can act on them: about a generated line, the place is that of the document that decides it, and
 * the line stands below with its field; about the team's own lines, the place is the line itself.
 */
export function shownFindings(
  { problems, artifacts }: PlannedFindings,
  sourced: SourcedProject,
  shown: (place: string) => string,
): Problem[] {
  const byPlace = new Map(artifacts.map(artifact => [placeOf(artifact), artifact]));
  const placed = problems.map(withoutSecrets).map(found => {
    if (found.artifact === undefined) return found;
    const named = { ...found, artifact: shown(found.artifact) };
    const artifact = byPlace.get(found.artifact);
    const line = lineOf(found);
    return artifact && line ? { ...named, ...whence(named, artifact, line, sourced) } : named;
  });
  return once(placed);
}

/** A secret that shows in several files is one mistake, where its document decides it. */
function once(problems: readonly Problem[]): Problem[] {
  const seen = new Set<string>();
  return problems.filter(({ id, at, artifact }) => {
    const key = JSON.stringify([at?.file ?? artifact, at?.line, at?.column]);
    const isRepeated = id === 'secret-value' && at !== undefined && seen.has(key);
    if (id === 'secret-value') seen.add(key);
    return !isRepeated;
  });
}

/** The lines of generated files hold no secret; those of the team may. */
const withoutSecrets = (found: Problem): Problem =>
  found.detail ? { ...found, detail: found.detail.map(line => maskedDetail(line)) } : found;

function maskedDetail(text: string): string {
  const [, number = '', line = text] = /^(\d{1,9} \| )(.*)$/s.exec(text) ?? [];
  return `${number}${maskedLine(line)}`;
}

interface Line {
  readonly number: number;
  readonly text: string;
}

/** A check shows the line that it is about as "12 | text". */
function lineOf({ detail = [] }: Problem): Line | undefined {
  const [, number, text] = /^(\d{1,9}) \| (.*)$/s.exec(detail[0] ?? '') ?? [];
  return number === undefined || text === undefined ? undefined : { number: Number(number), text };
}

function whence(
  found: Problem & { readonly artifact: string },
  { spans, ownership, content }: Artifact,
  line: Line,
  { origins }: SourcedProject,
): Pick<Problem, 'at' | 'detail'> {
  const rest = found.detail?.slice(1) ?? [];
  const fields = spans
    .filter(({ from, to }) => from <= line.number && line.number <= to)
    .map(span => span.field);
  const decided = [...new Set(fields)].flatMap(field => {
    const origin = origins.get(field);
    return origin?.from === 'document' ? [{ field, at: origin.at }] : [];
  });
  const [first] = decided;
  if (first && found.at === undefined)
    return {
      at: first.at,
      detail: [
        `${found.artifact}:${line.number} | ${line.text}`,
        ...decided.map(({ field, at }) => `shows ${field} <- ${at.file}:${at.line}`),
        ...rest,
      ],
    };
  const isTheirs = ownership === 'yours' || spans.length === 0;
  if (isTheirs && found.at === undefined) return { at: placeIn(found.artifact, line, content), detail: rest };
  return { detail: [`${found.artifact}:${line.number} | ${line.text}`, ...rest] };
}

/** The whole line, or the first part of it that is covered. */
function placeIn(file: string, { number, text }: Line, content: string): Place {
  const whole = content.split('\n')[number - 1] ?? text;
  const [before = '', behind, ...more] = text === whole ? [] : text.split('***');
  if (behind !== undefined) {
    const end =
      behind === '' || more.length === 0
        ? whole.length - behind.length
        : whole.indexOf(behind, before.length + 1);
    return { file, line: number, column: before.length + 1, length: Math.max(1, end - before.length) };
  }
  const column = text.length - text.trimStart().length + 1;
  return { file, line: number, column, length: Math.max(1, text.trim().length) };
}
