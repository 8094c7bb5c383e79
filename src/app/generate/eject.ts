import { join } from 'node:path';
import { Failure, type Problem, problem } from '../../errors/index.ts';
import { eject as forget } from '../../generate/workspace/eject.ts';
import type { LockEntry } from '../../generate/workspace/lock.ts';
import { joinPath } from '../../generate/workspace/paths.ts';
import { nearest } from '../../model/names.ts';
import type { EjectFields } from '../schemas/eject.ts';
import { findCalls } from './calls.ts';
import { findGeneratedFamilies } from './find-lock.ts';
import { shownPath } from './shown-path.ts';

export interface EjectRequest {
  readonly workingFolder: string;
  /** A folder of the project. */
  readonly folder: string;
  /** As typed; without any, all families. */
  readonly families: readonly string[];
  readonly mode: 'write' | 'dry-run';
  /** The names of all commands, to find calls of them. */
  readonly commands: readonly string[];
}

export interface EjectResult {
  readonly fields: EjectFields;
  readonly problems: readonly Problem[];
}

/**
 * Leaves generated files to the team: they stay byte for byte, and no command of devops-flow takes them for its own any
 * more. Says what in the project still calls devops-flow.
 *
 * @throws Failure `folder-missing`, `nothing-generated`, `option-value-unknown`, and what stops a write
 */
export async function eject({
  workingFolder,
  folder,
  families,
  mode,
  commands,
}: EjectRequest): Promise<EjectResult> {
  const { root, entries, problems } = await findGeneratedFamilies(folder, workingFolder);
  refuseUnknown(families, [...new Set(entries.map(({ family }) => family))]);
  const wanted = entries.filter(({ family }) => families.length === 0 || families.includes(family));
  const isWanted = (entry: LockEntry) =>
    wanted.some(({ family, output }) => family === entry.family && output === entry.output);
  const chosen = mode === 'write' ? await forget(root, isWanted) : wanted;
  const shown = (path: string) => shownPath(join(root, path), workingFolder);
  const files = chosen.flatMap(({ output, files: own }) =>
    [...own.keys()].map(path => joinPath(output, path)),
  );
  const calls = findCalls(root, new Set(files), commands);
  return {
    problems: [...problems, ...(calls.cut ? [problem('scan-cut', { files: calls.scanned })] : [])],
    fields: {
      families: [...new Set(chosen.map(({ family }) => family))].toSorted(),
      files: files.toSorted().map(shown),
      calls: calls.found.map(({ file, line, text, ejected }) => ({ file: shown(file), line, text, ejected })),
      scanned: calls.scanned,
      dryRun: mode === 'dry-run',
    },
  };
}

function refuseUnknown(names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter(name => !known.includes(name));
  if (unknown.length > 0)
    throw new Failure(
      unknown.map(value =>
        problem('option-value-unknown', {
          option: '--family',
          value,
          known,
          suggestion: nearest(value, known),
        }),
      ),
      64,
    );
}
