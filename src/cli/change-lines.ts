import type { Cause } from '../app/generate/causes.ts';
import type { FileChange, LineRange } from '../app/generate/changes.ts';
import type { Action } from '../generate/workspace/decide.ts';
import { cut, visible } from './visible.ts';

/** What stands in front of a path, by what happens to it; the second is for a locale without UTF-8. */
const signs: Readonly<Record<Action, readonly [string, string]>> = {
  created: ['+', '+'],
  changed: ['~', '~'],
  unchanged: [' ', ' '],
  merged: ['≈', '&'],
  conflicting: ['!', '!'],
  kept: ['=', '='],
  removed: ['-', '-'],
  refused: ['!', '!'],
};

export interface Screen {
  /** Columns of the terminal; undefined where the output is none, and nothing is cut. */
  readonly width: number | undefined;
  readonly utf8: boolean;
}

export const signOf = (action: Action, utf8: boolean): string => signs[action][utf8 ? 0 : 1];

/** How many causes a file is shown with, unless all are asked for. */
const mostCauses = 3;

/**
 * One line a file: sign, path, what happens, and the fields behind it, the second and third below the first. Where the
 * screen is too narrow for that, the fields stand below the file: they are what the plan is read for.
 */
export function changeLines(
  changes: readonly FileChange[],
  screen: Screen,
  label: (field: string) => string,
): string[] {
  const paths = Math.min(48, Math.max(0, ...changes.map(({ path }) => path.length)));
  const whats = changes.map(what);
  const wide = Math.min(
    24,
    Math.max(0, ...whats.filter((_, i) => changes[i]?.causes.length).map(text => text.length)),
  );
  const rows = changes.map((change, i): Row => {
    const causes = change.causes.slice(0, mostCauses).map(cause => causeParts(cause, label));
    const more = change.causes.length - causes.length;
    if (more > 0) causes.push([`and ${more} more field${more === 1 ? '' : 's'}`]);
    const sign = `  ${signOf(change.action, screen.utf8)} `;
    const text = whats[i] ?? '';
    const head = `${sign}${visible(change.path).padEnd(paths)}  ${text.padEnd(causes.length > 0 ? wide : 0)}`;
    return { head, causes };
  });
  const fits = (line: string) => screen.width === undefined || line.length <= screen.width;
  const isWide = rows.every(row => row.causes.length === 0 || beside(row).every(fits));
  return rows.flatMap(row => (isWide ? beside(row).map(line => fit(line, screen)) : below(row, screen)));
}

/** A file, and each field behind it as words and place. */
interface Row {
  readonly head: string;
  readonly causes: readonly CauseParts[];
}

function beside({ head, causes }: Row): string[] {
  const [first = '', ...others] = causes.map(parts => parts.join('   '));
  const indent = ' '.repeat(head.length);
  return [`${head}   ${first}`, ...others.map(text => `${indent}   ${text}`)].map(line => line.trimEnd());
}

/** A place is never cut: without its line it leads nowhere. */
function below({ head, causes }: Row, screen: Screen): string[] {
  const lines = causes.flatMap(([words, ...place]) => {
    const line = `      ${[words, ...place].join('   ')}`;
    if (screen.width === undefined || line.length <= screen.width) return [line];
    return [fit(`      ${words}`, screen), ...place.map(text => `        ${text}`)];
  });
  return [fit(head.trimEnd(), screen), ...lines];
}

const fit = (line: string, { width, utf8 }: Screen) =>
  width === undefined ? line : cut(line, width, utf8 ? '…' : '...');

/** "memory limit 512Mi -> 768Mi   docs/09_SPEC/SPEC-01.yaml:88" */
export const causeText = (cause: Cause, label: (field: string) => string): string =>
  causeParts(cause, label).join('   ');

/** What has changed and, where it is known, where that is decided. */
type CauseParts = readonly [words: string, place?: string];

function causeParts(cause: Cause, label: (field: string) => string): CauseParts {
  const { field, old, at, option } = cause;
  const name = visible(label(field));
  const values = [old, cause.new].flatMap(value => (value === undefined ? [] : [shortValue(value)]));
  const change =
    cause.new === undefined && old !== undefined ? `${values[0] ?? ''} -> nothing` : values.join(' -> ');
  const place = at ? `${at.file}:${at.line}` : option === undefined ? defaultText(cause) : `option ${option}`;
  const words = `${name} ${change}`.trimEnd();
  return place === '' ? [words] : [words, visible(place)];
}

const defaultText = (cause: Cause) => (cause.default === undefined ? '' : `default: ${cause.default}`);

function shortValue(value: string): string {
  return value === '' ? '""' : cut(visible(value), 48, '…');
}

function what({ action, added, removed, yours = [], movedTo, conflicts = [] }: FileChange): string {
  switch (action) {
    case 'changed':
      return added === 0 && removed === 0 ? 'mode' : plural(Math.max(added, removed), 'line');
    case 'merged':
      return `merged with your edits${yours.length > 0 ? ` (${ranges(yours)} kept)` : ''}`;
    case 'kept':
      return `edited by hand, left as it is${yours.length > 0 ? ` (${ranges(yours)})` : ''}`;
    case 'conflicting':
      return conflicts.length > 0 ? `conflict at ${ranges(conflicts)}` : 'conflict in what you removed';
    case 'removed':
      return movedTo === undefined
        ? 'orphan, unedited: removed'
        : `removed, your edits are in ${visible(movedTo)}`;
    case 'refused':
      return 'refused: see below';
    case 'created':
    case 'unchanged':
      return action;
  }
}

/** "line 12", "lines 3-5, 9 and 3 more" */
function ranges(list: readonly LineRange[]): string {
  const texts = list.slice(0, 3).map(({ from, to }) => (to > from ? `${from}-${to}` : String(from)));
  const isOne = list.length === 1 && texts[0] === String(list[0]?.from);
  const more = list.length > 3 ? ` and ${list.length - 3} more` : '';
  return `${isOne ? 'line' : 'lines'} ${texts.join(', ')}${more}`;
}

export const plural = (n: number, word: string): string => `${n} ${word}${n === 1 ? '' : 's'}`;
