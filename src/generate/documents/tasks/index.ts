/** TASKS, the checklist of a delivery. */
import { problem } from '../../../errors/index.ts';
import type { Reading } from '../../../model/facts.ts';
import { slice, type Token, token } from '../../../model/token.ts';
import { type DocumentText, Gathering } from '../gathering.ts';
import { tooDense } from '../markdown/dense.ts';
import { type Block, outline, type Section } from '../markdown/outline.ts';
import { phrase } from '../markdown/phrase.ts';
import { sectionName } from '../req/table.ts';
import { checklistTasks } from './checklist.ts';
import { columnOf, withPlainHeadings } from './html-headings.ts';
import { boxOf, isDone, nearestStatus, statusWords } from './status.ts';
import { type FoundTask, splitId, stateTasks } from './task.ts';
import { tableTasks } from './task-table.ts';

/**
 * Reads a TASKS document: items of checklists, rows of tables with a column Status or Done, and headings with an id and a
 * line "Status: …" below. Headings are sections; prose and tags (`@spec: SPEC-01`) are no tasks and no loss; other tables,
 * lists and fences are unused. Never throws.
 */
export function readTasks(document: DocumentText): Reading {
  const { file, text } = document;
  const gathering = new Gathering();
  const refusal = tooDense(file, text);
  if (refusal) return gathering.refused(document, refusal);
  const lines = text.split(/\r\n|\r|\n/);
  const { sections } = outline(file, withPlainHeadings(text));
  const tasks = sections.flatMap(section => sectionTasks(section, lines, gathering));
  stateTasks(tasks, gathering);
  if (tasks.length === 0) {
    const { at } = token(file, 1, 1, lines[0] ?? '');
    gathering.problems.push(problem('tasks-none', undefined, { at }));
  }
  return gathering.reading(document);
}

function sectionTasks(
  section: Section,
  lines: readonly string[],
  gathering: Gathering,
): readonly FoundTask[] {
  const heading = placed(section.heading, lines);
  const name = section.level === 0 ? 'the beginning' : sectionName(section);
  const own = headingTask(section, heading, gathering);
  const tasks: FoundTask[] = own ? [own] : [];
  let isLeft = false;
  for (const block of section.blocks) {
    const found = blockTasks(block, heading, name, gathering);
    tasks.push(...(found ?? []));
    isLeft ||= found === undefined && holdsData(block);
  }
  if (isLeft) gathering.skip(name, heading);
  return tasks;
}

function blockTasks(
  block: Block,
  heading: Token,
  name: string,
  gathering: Gathering,
): readonly FoundTask[] | undefined {
  if (block.kind === 'list') return checklistTasks(block, heading, name, gathering);
  return block.kind === 'table' ? tableTasks(block, heading, name, gathering) : undefined;
}

/** Tags alone are references to other documents. */
function holdsData(block: Block): boolean {
  if (block.kind === 'paragraph') return false;
  const lines = block.kind === 'fence' ? block.body.split('\n') : [];
  return block.kind !== 'fence' || !lines.every(line => /^\s*(?:@[\w-]{1,40}:.*)?$/.test(line));
}

/** "### TASKS-01.3: Deploy" with "**Status**: Done" below. */
function headingTask(section: Section, heading: Token, gathering: Gathering): FoundTask | undefined {
  const { id, title } = splitId(heading);
  const isTask = id !== undefined || /^task\b/i.test(section.title);
  const lines = section.blocks.flatMap(block =>
    block.kind === 'paragraph' ? block.lines : block.kind === 'list' ? block.items : [],
  );
  const pairs = lines.map(phrase);
  const value = (key: string) => pairs.find(pair => pair.key?.text.toLowerCase() === key)?.value;
  const status = value('status');
  if (!isTask || !status || section.level === 1) return undefined;
  const done = boxOf(status.text) ?? isDone(status);
  if (done === undefined) {
    const facts = { text: status.text.slice(0, 80), known: statusWords, suggestion: nearestStatus(status) };
    gathering.problems.push(problem('task-status-unknown', facts, { at: status.at }));
  }
  const evidence = value('evidence');
  return {
    at: heading,
    title,
    done: done ?? false,
    status,
    section: heading,
    ...(id ? { id } : {}),
    ...(evidence ? { evidence } : {}),
  };
}

/** The heading where it stands in the file, also when it is written in HTML. */
function placed(heading: Token, lines: readonly string[]): Token {
  const line = lines[heading.at.line - 1] ?? '';
  if (heading.text === '' || line.startsWith(heading.text, heading.at.column - 1)) return heading;
  const column = columnOf(line, heading.text);
  return slice({ ...heading, at: { ...heading.at, column } }, 0);
}
