import { existsSync, readFileSync } from 'node:fs';
import { coveredProblems } from '../app/generate/secrets/covered-problems.ts';
import { coverLine, secretPlaces } from '../app/generate/secrets/mask.ts';
import { type Place, type Problem, type Severity, worstFirst } from '../errors/index.ts';
import type { Paint } from './style.ts';

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** Problems as a good compiler prints them, worst first: what, where with an excerpt and caret, why, what to do. */
export function printProblems(problems: readonly Problem[], paint: Paint, closing?: string): string {
  if (problems.length === 0) return '';
  const sorted = worstFirst(coveredProblems(problems));
  const count = (severity: Severity) => problems.filter(found => found.severity === severity).length;
  const [errors, warnings, notes] = [count('error'), count('warning'), count('note')];
  const counted = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}`;
  const summary = `${errors + warnings === 0 ? plural(notes, 'note') : counted}${closing ? ` — ${closing}` : ''}`;
  const secrets = secretPlaces(problems);
  return `${sorted.map(found => printProblem(found, paint, secrets)).join('\n')}\n${summary}\n`;
}

function printProblem(found: Problem, paint: Paint, secrets: readonly Place[]): string {
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[found.severity];
  const lines = [`${colour(paint.bold(`${found.severity}[${found.id}]`))}: ${paint.bold(found.message)}`];
  if (found.at) lines.push(...printPlace(found.at, colour, secrets));
  else if (found.artifact) lines.push(`  --> ${found.artifact}`);
  for (const detail of found.detail ?? []) lines.push(`    ${paint.dim(detail)}`);
  lines.push(`  why: ${found.why}`, `  fix: ${found.fix}`);
  return `${lines.join('\n')}\n`;
}

function printPlace(at: Place, colour: (text: string) => string, secrets: readonly Place[]): string[] {
  const head = `  --> ${at.file}:${at.line}:${at.column}`;
  const found = excerpt(at, secrets);
  if (found === undefined) return [head];
  const { text, start, end } = found;
  const gutter = String(at.line).length;
  const pad = ' '.repeat(gutter);
  const { shown, shift } = window(text, start + 1);
  const caret = ' '.repeat(Math.max(0, start - shift)) + '^'.repeat(Math.max(1, Math.min(end - start, 80)));
  return [head, `${pad} |`, `${at.line} | ${shown}`, `${pad} | ${colour(caret)}`];
}

/** Long table rows are cut around the place so that the caret stays on the screen. */
function window(text: string, column: number): { shown: string; shift: number } {
  const width = 110;
  if (text.length <= width) return { shown: text, shift: 0 };
  const shift = Math.max(0, Math.min(column - 1 - 40, text.length - width));
  return { shown: text.slice(shift, shift + width), shift };
}

/** The line of a place, its secrets covered, and where in it the place is (UTF-16 offsets). */
function excerpt(
  at: Place,
  secrets: readonly Place[],
): { text: string; start: number; end: number } | undefined {
  if (!existsSync(at.file)) return undefined;
  const lines = readFileSync(at.file, 'utf8').split(/\r?\n/);
  const line = lines[at.line - 1]?.replaceAll('\t', ' ');
  if (line === undefined) return undefined;
  const cover = coverLine(line, lines[at.line - 2], at, secrets);
  const [start, end] = [cover.at(at.column - 1), cover.at(at.column - 1 + (at.length ?? 1))];
  return { text: cover.text, start, end };
}
