import * as v from 'valibot';
import { Failure, failure, problem } from '../../../errors/index.ts';
import type { PlannedFile } from '../decide.ts';
import { digestsOf, type Lock, lockedFiles } from '../lock.ts';
import { lockDigest, parseLock } from '../lock-format.ts';
import type { Plan } from '../plan.ts';
import { sha256 } from '../sha256.ts';
import { type SavedFile, type SavedPlan, savedPlan } from './format.ts';
import { planVersion } from './print.ts';

/**
 * Reads what `printPlan` printed. Everything in it is checked: paths stay in the folder, each text has the SHA-256 it
 * goes by, each file is written and locked as its action says.
 *
 * @param name what messages call the plan: its file
 * @throws Failure `plan-version-unknown`, or `plan-unreadable` for each thing that is wrong
 */
export function parsePlan(text: string, name: string): Plan {
  const saved = readShape(text, name);
  const lock = parseLock(JSON.stringify(saved.lock), `the lock in ${name}`);
  const texts = new Map(saved.texts.map(item => [item.sha256, item.text]));
  const wrong = [
    ...saved.texts
      .filter(item => sha256(item.text) !== item.sha256)
      .map(item => `the text ${item.sha256} is another one`),
    ...wrongFiles(saved.files, texts, lock),
  ];
  if (wrong.length > 0)
    throw new Failure(wrong.map(what => problem('plan-unreadable', { file: name, what })));
  const needed = digestsOf(lock);
  return {
    lockBefore: saved.lockBefore,
    files: saved.files.map(file => readFile(file, texts)),
    lock,
    lockChanged: lockDigest(lock) !== saved.lockBefore,
    baselines: new Map([...texts].filter(([digest]) => needed.has(digest))),
    problems: saved.problems,
  };
}

function readShape(text: string, file: string): SavedPlan {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw failure('plan-unreadable', { file, what: error instanceof Error ? error.message : String(error) });
  }
  const version =
    typeof json === 'object' && json !== null && 'schemaVersion' in json ? json.schemaVersion : 'none';
  if (version !== planVersion)
    throw failure('plan-version-unknown', { file, version: JSON.stringify(version), known: planVersion });
  const { success, output, issues } = v.safeParse(savedPlan, json);
  if (success) return output;
  throw new Failure(
    issues.map(issue =>
      problem('plan-unreadable', { file, what: `${v.getDotPath(issue) ?? 'it'}: ${issue.message}` }),
    ),
  );
}

function readFile({ write, ...file }: SavedFile, texts: ReadonlyMap<string, string>): PlannedFile {
  if (!write) return file;
  const content = texts.get(write.sha256) ?? '';
  return { ...file, write: { content, mode: write.mode === '755' ? 0o755 : 0o644 } };
}

/** Whether a file of this action is written, and whether one lies there before. */
const shapes: Readonly<
  Record<PlannedFile['action'], { writes: boolean | 'maybe'; there: boolean | 'maybe' }>
> = {
  created: { writes: true, there: false },
  changed: { writes: true, there: true },
  // Not there yet: a file that is generated at another place now, with its edits.
  merged: { writes: true, there: 'maybe' },
  conflicting: { writes: 'maybe', there: true },
  unchanged: { writes: false, there: 'maybe' },
  kept: { writes: false, there: 'maybe' },
  refused: { writes: false, there: 'maybe' },
  removed: { writes: false, there: true },
};

function wrongFiles(files: readonly SavedFile[], texts: ReadonlyMap<string, string>, lock: Lock): string[] {
  const locked = lockedFiles(lock);
  const seen = new Set<string>();
  return files.flatMap(({ path, action, write, expected }) => {
    const { writes, there } = shapes[action];
    const isTwice = seen.has(path);
    seen.add(path);
    return [
      ...(isTwice ? [`${path} is in it twice`] : []),
      ...(writes !== 'maybe' && writes !== (write !== undefined)
        ? [`${path}: ${action} does not go with its text`]
        : []),
      ...(there !== 'maybe' && there !== (expected !== undefined)
        ? [`${path}: ${action} does not go with what lies there`]
        : []),
      ...(write && !texts.has(write.sha256) ? [`${path}: its text is missing`] : []),
      ...(write && !locked.has(path) ? [`${path} would be written and is not in its lock`] : []),
      ...(action === 'removed' && locked.has(path) ? [`${path} would be removed and is in its lock`] : []),
    ];
  });
}
