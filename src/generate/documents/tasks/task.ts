import { problem } from '../../../errors/index.ts';
import { bare, slice, type Token, trim } from '../../../model/token.ts';
import { text } from '../../../model/values/text.ts';
import type { Gathering } from '../gathering.ts';

/** A task as it was found, before it has a name. */
export interface FoundTask {
  /** What says that it is a task: its line, or the first cell of its row. */
  readonly at: Token;
  readonly id?: Token;
  readonly title: Token;
  readonly done: boolean;
  /** What says whether it is done. */
  readonly status: Token;
  /** The heading that it stands below. */
  readonly section: Token;
  evidence?: Token;
}

/** "TASKS-01.3: text", "**TASKS.01.18.01**: text", "[T001] text", "T001 [P] text". */
const idForms = [
  /^(?:\*\*|`)?([A-Z]{1,10}[-._]?\d[\w.-]{0,60}?)(?:\*\*|`)?(?::(?:\*\*)?| [-–—])\s+(?=\S)/,
  /^\[([A-Z]{1,10}[-._]?\d[\w.-]{0,60})\]:?\s+(?=\S)/,
  /^(T\d{3,6}|TASKS?[-.]\d[\w.-]{0,60})\s+(?=\S)/,
];

/** Splits the id from what is to be done. */
export function splitId(line: Token): { readonly id?: Token; readonly title: Token } {
  for (const form of idForms) {
    const match = form.exec(line.text);
    if (!match?.[1]) continue;
    const start = match[0].indexOf(match[1]);
    const title = trim(slice(line, match[0].length));
    return { id: slice(line, start, start + match[1].length), title: bareTitle(title) };
  }
  const alone = /^(?:\*\*|`)?([A-Z]{2,10}[-.]\d[\w.-]{0,60}):?(?:\*\*|`)?:?$/.exec(line.text);
  if (!alone?.[1]) return { title: bareTitle(line) };
  const start = alone[0].indexOf(alone[1]);
  const id = alone[1].replace(/[.:-]+$/, '');
  return { id: slice(line, start, start + id.length), title: slice(line, line.text.length) };
}

/** Bold ids may leave the end of their emphasis: "**TASKS-01: text**". */
function bareTitle(title: Token): Token {
  const inner = bare(title);
  const opens = inner.text.startsWith('**');
  return !opens && inner.text.endsWith('**') && inner.text.split('**').length === 2
    ? trim(slice(inner, 0, inner.text.length - 2))
    : inner;
}

/** "Deploy (evidence: logs/1.txt)", "Deploy — evidence: https://…": what is to be done, and what shows that it is. */
export function splitEvidence(title: Token): { readonly title: Token; readonly evidence?: Token } {
  const start = title.text.search(/(?:^|[\s(])\*{0,2}evidence\*{0,2}: /i);
  if (start <= 0) return { title };
  const mark = /^[\s(]?\*{0,2}evidence\*{0,2}: {1,4}/i.exec(title.text.slice(start, start + 40))?.[0] ?? '';
  const inBrackets = mark.startsWith('(') || title.text[start - 1] === '(';
  const end = inBrackets && title.text.endsWith(')') ? title.text.length - 1 : title.text.length;
  const before = title.text.slice(0, start).replace(/[\s;,(–—-]{1,8}$/, '');
  return {
    title: slice(title, 0, before.length),
    evidence: bare(trim(slice(title, start + mark.length, end))),
  };
}

/**
 * States the tasks, each under its id; one without has its number in the document. Two of one id are a problem with both
 * places.
 */
export function stateTasks(tasks: readonly FoundTask[], gathering: Gathering): void {
  const ids = new Set(tasks.flatMap(({ id }) => id?.text ?? []));
  const seen = new Map<string, Token>();
  for (const [i, task] of tasks.entries()) {
    const first = task.id && seen.get(task.id.text);
    if (task.id && first) {
      const { file, line, column } = first.at;
      const facts = { id: task.id.text, where: `${file}:${line}:${column}` };
      gathering.problems.push(problem('task-twice', facts, { at: task.id.at }));
      continue;
    }
    if (task.id) seen.set(task.id.text, task.id);
    const number = String(i + 1);
    stateTask(task.id?.text ?? (ids.has(number) ? `task-${number}` : number), task, gathering);
  }
}

function stateTask(name: string, task: FoundTask, gathering: Gathering): void {
  const path = ['service', 'tasks', { name }];
  gathering.state([...path, 'name'], name, task.id ?? task.at);
  if (!gathering.read([...path, 'title'], task.title, text('task'))) {
    if (task.title.text === '')
      gathering.problems.push(problem('task-untitled', { id: task.id?.text }, { at: task.at.at }));
    gathering.state([...path, 'title'], task.title.text === '' ? name : task.title.text, task.id ?? task.at);
  }
  gathering.state([...path, 'done'], task.done, task.status);
  gathering.read([...path, 'section'], task.section, text('section'));
  gathering.read([...path, 'evidence'], task.evidence, text('evidence'));
}
