import { problem } from '../../../errors/index.ts';
import { bare, isAbsent, slice, type Token, trim } from '../../../model/token.ts';
import type { Gathering } from '../gathering.ts';
import type { Block } from '../markdown/outline.ts';
import { boxOf, isDone, nearestStatus, statusWords } from './status.ts';
import { type FoundTask, splitEvidence, splitId } from './task.ts';

/** Which column says what, by the words that people write above it; the first that is there counts. */
const columns = {
  status: ['status', 'done', 'state', 'completed'],
  title: [
    'task',
    'title',
    'description',
    'action',
    'deliverable',
    'criterion',
    'activity',
    'item',
    'what',
    'step',
    'name',
  ],
  id: ['id', 'task id', 'tasks id', 'criteria id', 'step', 'no', 'nr', '#', 'task'],
  evidence: ['evidence', 'proof'],
} as const;

type Column = keyof typeof columns;

/** The tasks of a table with a column Status or Done; undefined when it is no such table. */
export function tableTasks(
  { header, rows }: Extract<Block, { kind: 'table' }>,
  section: Token,
  name: string,
  gathering: Gathering,
): readonly FoundTask[] | undefined {
  const position = positions(header);
  const [status, title] = [position.get('status'), position.get('title')];
  if (status === undefined || title === undefined) return undefined;
  const used = new Set(position.values());
  for (const [i, cell] of header.entries()) {
    if (!used.has(i)) gathering.skip(`${name}, column ${cell.text}`, cell);
  }
  return rows.flatMap(cells => {
    if (cells.length !== header.length) {
      const facts = { table: name, cells: cells.length, columns: header.length };
      gathering.problems.push(problem('row-length', facts, cells[0] ? { at: cells[0].at } : {}));
      return [];
    }
    const cell = (column: Column) => cells[position.get(column) ?? -1];
    const [what, state] = [cell('title'), cell('status')];
    const [id, evidence] = [cell('id'), cell('evidence')];
    return what && state ? [taskOf({ what, state, id, evidence }, section, gathering)] : [];
  });
}

function positions(header: readonly Token[]): ReadonlyMap<Column, number> {
  const titles = header.map(cell => bare(cell).text.toLowerCase());
  const found = new Map<Column, number>();
  for (const column of Object.keys(columns) as Column[]) {
    const taken = new Set(found.values());
    const at = columns[column].map(title => titles.indexOf(title)).find(i => i >= 0 && !taken.has(i));
    if (at !== undefined) found.set(column, at);
  }
  return found;
}

interface Cells {
  readonly what: Token;
  readonly state: Token;
  readonly id: Token | undefined;
  readonly evidence: Token | undefined;
}

function taskOf({ what, state, id, evidence }: Cells, section: Token, gathering: Gathering): FoundTask {
  const done = isDone(state);
  if (done === undefined) {
    const facts = { text: state.text.slice(0, 80), known: statusWords, suggestion: nearestStatus(state) };
    gathering.problems.push(problem('task-status-unknown', facts, { at: state.at }));
  }
  const named = id && !isAbsent(id) ? { id: bare(id), title: bare(what) } : splitId(unboxed(what));
  const split = splitEvidence(named.title);
  const shown = evidence && !isAbsent(evidence) ? bare(evidence) : split.evidence;
  return {
    at: what.text === '' ? state : what,
    ...named,
    title: shown === split.evidence ? split.title : named.title,
    done: done ?? false,
    status: state.text === '' ? what : state,
    section,
    ...(shown ? { evidence: shown } : {}),
  };
}

const unboxed = (cell: Token) => (boxOf(cell.text) === undefined ? cell : trim(slice(cell, 3)));
