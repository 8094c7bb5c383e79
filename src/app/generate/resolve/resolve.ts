import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Failure, failure, type Problem, problem, shellWord } from '../../../errors/index.ts';
import { placeOf } from '../../../generate/artifacts/shared/folders.ts';
import {
  type Contest,
  type Resolved,
  readContest,
  resolveContest,
} from '../../../generate/workspace/resolve.ts';
import type { ResolveFields } from '../../schemas/resolve.ts';
import { findGenerated } from '../find-generated.ts';
import { findings } from '../findings/findings.ts';
import { remakeFile } from '../remake-file.ts';
import { shownPath } from '../shown-path.ts';
import { type Checked, edited, newlyBroken } from './resolve-edit.ts';

export interface ResolveRequest {
  readonly workingFolder: string;
  /** A generated file, as typed. */
  readonly file: string;
  /** Whose side counts in each conflicting part; `edit`: a person decides in an editor. */
  readonly how: 'mine' | 'generated' | 'edit';
  /** The command of VISUAL or EDITOR. */
  readonly editor: string | undefined;
  /** Whether a person can see and use the editor. */
  readonly terminal: boolean;
}

export interface ResolveResult {
  readonly fields: ResolveFields;
  readonly problems: readonly Problem[];
}

/**
 * Settles the conflicts of one generated file. The generated version is made again from the documents that the lock
 * names; what only one side changed is merged, and the generated text becomes the base of the file, so that the next
 * generate has nothing to say about it. The text before is kept, and the result says how to get it back.
 *
 * @throws Failure `file-not-generated`, `file-no-longer-generated`, `editor-missing`, `editor-no-terminal`,
 *   `editor-failed`, `edit-unfinished`, `edit-unparsable`, `side-unparsable`, what is wrong with the documents, or what stops a write
 */
export async function resolve(request: ResolveRequest): Promise<ResolveResult> {
  const { file, how, workingFolder } = request;
  const generated = await findGenerated(file, workingFolder);
  const { loaded, artifact, family } = await remakeFile(generated, file, workingFolder);
  const { root, entry } = generated;
  const contest = readContest(root, { family: entry.family, output: entry.output, artifact });
  const shown = shownPath(generated.file, workingFolder);
  if (!contest)
    return {
      fields: { file: shown, how, parts: 0, changed: false },
      problems: [...generated.problems, problem('nothing-to-resolve', { path: shown }, { artifact: shown })],
    };
  const checked = async (text: string): Promise<readonly Problem[]> => {
    const files = family.map(other => (other === artifact ? { ...artifact, content: text } : other));
    const found = await findings(loaded.sourced.project, files);
    return found.filter(item => item.artifact === placeOf(artifact));
  };
  const { content, plan, saved } = await settle(root, contest, request, checked);
  const kept = saved === undefined ? undefined : shownPath(join(root, saved), workingFolder);
  return {
    fields: {
      file: shown,
      how,
      parts: contest.parts,
      changed: kept !== undefined,
      ...(kept === undefined ? {} : { saved: kept, undo: `cp ${fileWord(kept)} ${fileWord(shown)}` }),
    },
    problems: [
      ...generated.problems,
      ...plan.problems,
      // The user's decision stands; what the checks say about it is told.
      ...(await checked(content)).map(item => ({ ...item, severity: 'warning' as const, artifact: shown })),
    ],
  };
}

const fileWord = (path: string) => shellWord(path.startsWith('-') ? `./${path}` : path);

/** What a person wrote is not lost with a write that fails. */
async function settle(
  root: string,
  contest: Contest,
  request: ResolveRequest,
  checked: Checked,
): Promise<Settled> {
  const { how, file } = request;
  if (how !== 'edit') {
    const content = contest[how];
    const reasons = await newlyBroken(content, contest, checked);
    if (reasons.length > 0) throw failure('side-unparsable', { path: file, how, reasons });
    return { content, ...(await resolveContest(root, contest, content)) };
  }
  const { content, draft, folder } = await edited(contest, request, checked);
  try {
    const resolved = await resolveContest(root, contest, content);
    rmSync(folder, { recursive: true });
    return { content, ...resolved };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure([...error.problems, problem('edit-kept', { kept: draft })], error.exitCode);
  }
}

interface Settled extends Resolved {
  readonly content: string;
}
