import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { failure, type Problem } from '../../../errors/index.ts';
import { gitConflicts } from '../../../generate/artifacts/shared/git-conflicts.ts';
import { markerLines } from '../../../generate/workspace/merge/markers.ts';
import type { Contest } from '../../../generate/workspace/resolve.ts';
import { openEditor } from './open-editor.ts';

/** What the checks say of the file with this text in it. */
export type Checked = (text: string) => Promise<readonly Problem[]>;

interface Editing {
  /** A generated file, as typed. */
  readonly file: string;
  readonly editor: string | undefined;
  readonly terminal: boolean;
}

/** What a person made of the text with markers, and the folder it is kept in until it has been written. */
export async function edited(
  contest: Contest,
  { file, editor, terminal }: Editing,
  checked: Checked,
): Promise<{ content: string; draft: string; folder: string }> {
  if (editor === undefined || editor.trim() === '') throw failure('editor-missing', { path: file });
  if (!terminal) throw failure('editor-no-terminal', { path: file });
  const folder = mkdtempSync(join(tmpdir(), 'devops-flow-'));
  const draft = join(folder, basename(contest.path));
  writeFileSync(draft, contest.marked);
  const code = await openEditor(editor, draft);
  if (code !== '0') throw failure('editor-failed', { editor, code, kept: draft });
  const content = readFileSync(draft, 'utf8');
  const lines = markersLeft(content, contest.marked);
  if (lines.length > 0) throw failure('edit-unfinished', { path: file, lines, kept: draft });
  const reasons = await newlyBroken(content, contest, checked);
  if (reasons.length > 0) throw failure('edit-unparsable', { path: file, reasons, kept: draft });
  return { content, draft, folder };
}

/** The lines of the markers that are left of those that were opened, and of any new ones. */
function markersLeft(content: string, marked: string): number[] {
  const byGit = gitConflicts(marked).flatMap(({ opening, closing }) => [opening, closing]);
  const left = content.split(/\r?\n/).flatMap((line, index) => (byGit.includes(line) ? [index + 1] : []));
  const lines = [...left, ...markerLines(content), ...gitConflicts(content).map(({ from }) => from)];
  return [...new Set(lines)].toSorted((a, b) => a - b);
}

/** Why a text cannot be read; nothing where the generated text cannot either, which is no person's doing. */
export async function newlyBroken(content: string, { from }: Contest, checked: Checked): Promise<string[]> {
  const broken = await unparsable(content, checked);
  const isOurs = broken.length > 0 && (await unparsable(from.artifact.content, checked)).length > 0;
  return isOurs ? [] : broken.map(({ message, detail = [] }) => reasonOf(message, detail[0]));
}

/** With the line, where a check shows one as "12 | text". */
function reasonOf(message: string, shown = ''): string {
  const line = /^(\d{1,9}) \|/.exec(shown)?.[1];
  return `${line === undefined ? '' : `line ${line}: `}${message.replace(/:$/, '')}`;
}

const unparsable = async (text: string, checked: Checked) =>
  (await checked(text)).filter(({ id }) => id === 'artifact-unparsable' || id === 'file-conflicted');
