import type { Catalogue } from './problem.ts';
import { didYouMean, list } from './words.ts';

/** What can be wrong with a TASKS document. */
export const taskErrors = {
  'tasks-none': () => ({
    severity: 'warning',
    message: 'this TASKS document has no task',
    why: 'a task is an item of a checklist (- [ ] TASKS-01.1: text), or a row of a table with a column Status or Done',
    fix: 'write the tasks as a checklist, or leave the document out',
  }),
  'task-twice': (facts: { id: string; where: string }) => ({
    severity: 'error',
    message: `the task ${facts.id} is there twice (also at ${facts.where})`,
    why: 'a task is ticked by its id; with two of one id nobody knows which is done',
    fix: 'give one of the two another id',
  }),
  'task-untitled': (facts: { id: string | undefined }) => ({
    severity: 'warning',
    message:
      facts.id === undefined
        ? 'this task says nothing'
        : `the task ${facts.id} does not say what is to be done`,
    why: 'a task is read by people',
    fix: 'write what is to be done behind it, or remove it',
  }),
  'task-status-unknown': (facts: {
    text: string;
    known: readonly string[];
    suggestion: string | undefined;
  }) => ({
    severity: 'warning',
    message: `"${facts.text}" is not a status that is known: the task counts as open`,
    why: `these are understood: ${list(facts.known)}`,
    fix: didYouMean(facts.suggestion, 'use one of these'),
  }),
} as const satisfies Catalogue;
