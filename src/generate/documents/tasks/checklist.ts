import { slice, type Token, trim } from '../../../model/token.ts';
import type { Gathering } from '../gathering.ts';
import type { Block } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';
import { boxOf } from './status.ts';
import { type FoundTask, splitEvidence, splitId } from './task.ts';

/**
 * The tasks of a list: its items with a box, `[ ]` or `[x]`. An item "Evidence: …" below belongs to the task above it;
 * other items are not read. Undefined when no item has a box.
 */
export function checklistTasks(
  list: Extract<Block, { kind: 'list' }>,
  section: Token,
  name: string,
  gathering: Gathering,
): readonly FoundTask[] | undefined {
  if (!list.items.some(({ text }) => boxOf(text) !== undefined)) return undefined;
  const tasks: FoundTask[] = [];
  for (const item of list.items) {
    const done = boxOf(item.text);
    const last = tasks.at(-1);
    if (done !== undefined) tasks.push(taskOf(item, done, section));
    else if (last && last.evidence === undefined && isEvidence(item)) last.evidence = phrase(item).value;
    else gathering.skip(`${name}, ${item.text.slice(0, 40)}`, item);
  }
  return tasks;
}

const isEvidence = (item: Token) => phrase(item).key?.text.toLowerCase() === 'evidence';

function taskOf(item: Token, done: boolean, section: Token): FoundTask {
  const { id, title: whole } = splitId(trim(slice(item, 3)));
  const { title, evidence } = splitEvidence(whole);
  const status = slice(item, 0, 3);
  return { at: item, title, done, status, section, ...(id ? { id } : {}), ...(evidence ? { evidence } : {}) };
}
