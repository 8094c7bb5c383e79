import { nearest } from '../../../model/names.ts';
import { bare, type Token } from '../../../model/token.ts';

const words: ReadonlyMap<string, boolean> = new Map([
  ...[
    'done',
    'complete',
    'completed',
    'finished',
    'closed',
    'passed',
    'verified',
    'yes',
    'true',
    'x',
    '✓',
    '✔',
    '✅',
    '☑',
  ].map(word => [word, true] as const),
  ...[
    'open',
    'todo',
    'to do',
    'pending',
    'draft',
    'ready',
    'planned',
    'not started',
    'started',
    'in progress',
    'in review',
  ].map(word => [word, false] as const),
  ...[
    'blocked',
    'waiting',
    'failed',
    'no',
    'false',
    '',
    '-',
    '–',
    '—',
    'n/a',
    'tbd',
    '✗',
    '✘',
    '❌',
    '☐',
    '🔄',
    '⏳',
  ].map(word => [word, false] as const),
]);

/** The words that a problem offers. */
export const statusWords = [
  'done',
  'completed',
  'open',
  'todo',
  'pending',
  'in progress',
  'blocked',
] as const;

/**
 * Whether a status says that a task is done; undefined when it is not known. "[x]", "Done", "IN_PROGRESS", "✅ Done" and
 * "Completed (2026-01-15)" are.
 */
export function isDone(status: Token): boolean | undefined {
  const written = bare(status).text.trim();
  const box = boxOf(written);
  if (box !== undefined) return box;
  const plain = written
    .toLowerCase()
    .replaceAll(/[_-](?=\w)/g, ' ')
    .slice(0, 80);
  const head = plain.split(/[(:,;]| [-–—] /, 1)[0]?.trim() ?? '';
  const tail = head.replace(/^[^\p{L}\p{N}]+ /u, '');
  return words.get(plain) ?? words.get(head) ?? words.get(tail);
}

/** What the box at the beginning of the text says; undefined when there is none. */
export function boxOf(text: string): boolean | undefined {
  const sign = /^\[([ xX✓✔~/>-])\](?:\s|$)/u.exec(text)?.[1];
  return sign === undefined ? undefined : /[xX✓✔]/u.test(sign);
}

/** The word that was meant. */
export const nearestStatus = (status: Token) => nearest(bare(status).text, statusWords);
