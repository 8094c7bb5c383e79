import { existsSync, readFileSync } from 'node:fs';
import type { Problem, Severity } from '../errors/index.ts';
import type { Paint } from './style.ts';
import { visible } from './visible.ts';

const order: Record<Severity, number> = { error: 0, warning: 1, note: 2 };

const plural = (n: number, word: string) => `${n} ${word}${n === 1 ? '' : 's'}`;

/** Problems as a good compiler prints them, worst first: what, where with an excerpt and caret, why, what to do. */
export function printProblems(problems: readonly Problem[], paint: Paint, closing?: string): string {
  if (problems.length === 0) return '';
  const sorted = problems.toSorted((a, b) => order[a.severity] - order[b.severity]);
  const count = (severity: Severity) => problems.filter(found => found.severity === severity).length;
  const [errors, warnings] = [count('error'), count('warning')];
  const summary = `${plural(errors, 'error')}, ${plural(warnings, 'warning')}${closing ? ` — ${closing}` : ''}`;
  return `${sorted.map(found => printProblem(found, paint)).join('\n')}\n${summary}\n`;
}

function printProblem(found: Problem, paint: Paint): string {
  const colour = { error: paint.red, warning: paint.yellow, note: paint.cyan }[found.severity];
  const lines = [`${colour(paint.bold(`${found.severity}[${found.id}]`))}: ${paint.bold(found.message)}`];
  if (found.at) lines.push(...printPlace(found.at, colour));
  else if (found.artifact) lines.push(`  --> ${found.artifact}`);
  for (const detail of found.detail ?? []) lines.push(`    ${paint.dim(detail)}`);
  lines.push(`  why: ${found.why}`, `  fix: ${found.fix}`);
  return `${lines.join('\n')}\n`;
}

function printPlace(at: NonNullable<Problem['at']>, colour: (text: string) => string): string[] {
  const head = `  --> ${at.file}:${at.line}:${at.column}`;
  const text = excerpt(at.file, at.line);
  if (text === undefined) return [head];
  const gutter = String(at.line).length;
  const pad = ' '.repeat(gutter);
  const { shown, shift } = window(text, at.column);
  const caret =
    ' '.repeat(Math.max(0, at.column - 1 - shift)) + '^'.repeat(Math.max(1, Math.min(at.length ?? 1, 80)));
  return [head, `${pad} |`, `${at.line} | ${shown}`, `${pad} | ${colour(caret)}`];
}

/** Long table rows are cut around the place so that the caret stays on the screen. */
function window(text: string, column: number): { shown: string; shift: number } {
  const width = 110;
  if (text.length <= width) return { shown: text, shift: 0 };
  const shift = Math.max(0, Math.min(column - 1 - 40, text.length - width));
  return { shown: text.slice(shift, shift + width), shift };
}

function excerpt(file: string, line: number): string | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8').split(/\r?\n/)[line - 1];
  return text === undefined ? undefined : visible(text.replaceAll('\t', ' '));
}
