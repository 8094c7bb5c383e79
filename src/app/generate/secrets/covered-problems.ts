import { existsSync, readFileSync } from 'node:fs';
import type { Place, Problem } from '../../../errors/index.ts';
import { covered, secretsInLine, secretsInText } from '../../../model/secrets.ts';
import { joined, masked } from './mask.ts';

/**
 * Problems as they may leave for a terminal, a log or a file: whatever said them, no secret is in them. What they quote
 * is covered by its form, and by what it is in the line of its place: "x9" is a password where `password: x9` stands.
 */
export function coveredProblems(problems: readonly Problem[]): Problem[] {
  const files = new Map<string, readonly string[]>();
  const linesOf = (file: string) => {
    const lines = files.get(file) ?? readLines(file);
    files.set(file, lines);
    return lines;
  };
  return problems.map(found => coveredProblem(found, found.at ? valuesAt(found.at, linesOf) : []));
}

function coveredProblem(found: Problem, values: readonly string[]): Problem {
  // It names a secret, which may be called as its value is.
  const hide = (text: string) => (found.id === 'secret-literal' ? text : without(values, text));
  const { message, why, fix, detail } = found;
  return {
    ...found,
    message: hide(coveredMessage(message)),
    why: coveredMessage(why),
    fix: hide(coveredMessage(fix)),
    ...(detail && detail.length > 0 ? { detail: coveredDetail(detail).map(hide) } : {}),
  };
}

/** A sentence, with its quotes covered as the lines that they were taken from. */
function coveredMessage(text: string): string {
  const inside = [...text.matchAll(/"([^"\n]{1,4000})"/g)].flatMap(({ 1: quoted = '', index }) =>
    secretsInLine(quoted).map(span => ({ start: span.start + index + 1, end: span.end + index + 1 })),
  );
  return covered(text, joined([...secretsInText(text), ...inside])).text;
}

function coveredDetail(detail: readonly string[]): string[] {
  const heads = detail.map(line => /^(?:\S{1,300}:)?\d{1,9} \| /.exec(line)?.[0] ?? '');
  const texts = detail.map((line, i) => line.slice(heads[i]?.length ?? 0));
  return masked(texts.join('\n'), new Set())
    .split('\n')
    .map((line, i) => `${heads[i] ?? ''}${line}`);
}

function valuesAt({ file, line }: Place, linesOf: (file: string) => readonly string[]): readonly string[] {
  const lines = linesOf(file);
  const text = lines[line - 1] ?? '';
  return secretsInLine(text, lines[line - 2]).map(({ start, end }) => text.slice(start, end));
}

/** A short or plain word is covered where it is all that is quoted; elsewhere it has nothing to do with the secret. */
function without(values: readonly string[], text: string): string {
  return values.reduce((shown, value) => {
    if (shown.trim().replaceAll(/^["']|["']$/g, '') === value) return shown.replace(value, () => '***');
    const isTelling = value.length >= (/^[A-Za-z]*$/.test(value) ? 12 : 5);
    return isTelling ? shown.replaceAll(value, () => '***') : shown.replaceAll(`"${value}"`, () => '"***"');
  }, text);
}

function readLines(file: string): readonly string[] {
  try {
    return existsSync(file) ? readFileSync(file, 'utf8').split(/\r?\n/) : [];
  } catch {
    return [];
  }
}
