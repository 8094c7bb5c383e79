import { existsSync, readdirSync, readFileSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Baselines, baselineFolder } from '../baselines/baselines.ts';
import { repacked } from '../baselines/repack.ts';
import { Observer } from '../disk.ts';
import { writeForGit } from '../for-git.ts';
import { digestsOf, emptyLock, keepEntries } from '../lock.ts';
import { parseLock, printLock } from '../lock-format.ts';
import type { Plan } from '../plan.ts';
import { stateFolder } from '../root.ts';
import { makeFolders, type NewFile, replaceDurably, syncFolders, writeDurably } from './durable.ts';
import { type Intent, intentFile, type Operation, printIntent, readIntent, stagingFolder } from './intent.ts';

/** Called before and after each durable step, by tests that cut the write off there. */
export type StepHook = (step: string) => void;

const stagedIntent = 'intent.json';
/** The new lock waits in the staging folder under this name, and under the other when it had to be corrected. */
const stagedLock = 'lock.json';
const correctedLock = 'lock-corrected.json';

interface Hooks {
  readonly step?: StepHook | undefined;
  /** Asked while the disk is busy with what is staged. */
  readonly isApproved: () => Promise<boolean>;
}

/**
 * Writes what the plan says: everything is staged and synced, then the intent is recorded, then files are renamed
 * into place and the lock last. Cut off before the intent is complete, nothing has changed; after that, `recover`
 * finishes the write. The caller holds the workspace. Returns the paths that a person changed in the last moment: they
 * were left, and the lock says of them what it said before, so that the next plan merges.
 */
export async function applyPlan(
  root: string,
  plan: Plan,
  { step = () => {}, isApproved }: Hooks,
): Promise<readonly string[] | 'not approved'> {
  const id = `${process.pid}-${Date.now()}`;
  const staging = stage(root, plan, id, step);
  const [staged, approved] = await Promise.allSettled([staging, isApproved()]);
  if (approved.status === 'rejected' || !approved.value) removeStaging(root);
  if (approved.status === 'rejected') throw approved.reason;
  if (!approved.value) return 'not approved';
  if (staged.status === 'rejected') throw staged.reason;
  const intent = staged.value;
  await writeForGit(root);
  step('before intent');
  renameSync(join(stagingFolder(root, id), stagedIntent), intentFile(root));
  await syncFolders([stateFolder(root)]);
  step('after intent');
  return await finish(root, intent, step, 'first');
}

/** Finishes or undoes a write that was cut off. The caller holds the workspace. */
export async function recover(
  root: string,
  step: StepHook = () => {},
): Promise<'clean' | 'finished' | 'undone'> {
  if (!isUnfinished(root)) return 'clean';
  const intent = readIntent(root);
  if (intent) {
    await finish(root, intent, step, 'again');
    return 'finished';
  }
  rmSync(intentFile(root), { force: true });
  removeStaging(root);
  return 'undone';
}

const removeStaging = (root: string) =>
  rmSync(join(stateFolder(root), 'staging'), { recursive: true, force: true });

/** Whether a write was cut off here and waits for `recover`. */
export function isUnfinished(root: string): boolean {
  return existsSync(intentFile(root)) || existsSync(join(stateFolder(root), 'staging'));
}

async function stage(root: string, plan: Plan, id: string, step: StepHook): Promise<Intent> {
  const folder = stagingFolder(root, id);
  const above = makeFolders(folder);
  step('staging folder made');
  const intent: GrowingIntent = { id, operations: [], baselines: [] };
  await writeDurably(stagedFiles(root, plan, folder, intent), [...above, folder]);
  step('files staged');
  return intent;
}

interface GrowingIntent extends Intent {
  readonly operations: Operation[];
  readonly baselines: string[];
}

/** The files to stage, one after another; the last of them is the intent, which grows by what each of them is for. */
function* stagedFiles(root: string, plan: Plan, folder: string, intent: GrowingIntent): Generator<NewFile> {
  const { operations } = intent;
  for (const { path, expected, write, action } of plan.files) {
    if (write) {
      const from = `file-${operations.length}`;
      operations.push({ do: 'write', path, from, expected: expected ?? null });
      yield { path: join(folder, from), ...write };
    } else if (action === 'removed' && expected) operations.push({ do: 'remove', path, expected });
  }
  for (const { name, content } of repacked(new Baselines(root), digestsOf(plan.lock), plan.baselines)) {
    intent.baselines.push(name);
    yield { path: join(folder, name), content };
  }
  yield { path: join(folder, stagedLock), content: printLock(plan.lock) };
  yield { path: join(folder, stagedIntent), content: printIntent(intent) };
}

/** Every step looks whether it was done already, so that this can be called again after a crash within it. */
async function finish(
  root: string,
  intent: Intent,
  step: StepHook,
  time: 'first' | 'again',
): Promise<readonly string[]> {
  const folder = stagingFolder(root, intent.id);
  const touched = new Set<string>([stateFolder(root)]);
  const left: string[] = [];
  const observer = new Observer(root);
  for (const operation of intent.operations) {
    if (!perform({ root, staging: folder, observer, touched, time }, operation)) left.push(operation.path);
    step(`${operation.do} ${operation.path}`);
  }
  const baselines = baselineFolder(root);
  for (const at of [...makeFolders(baselines), baselines]) touched.add(at);
  for (const name of intent.baselines) moveIfThere(join(folder, name), join(baselines, name));
  step('baselines in place');
  await placeLock(root, folder, left);
  step('lock in place');
  await syncFolders(touched);
  step('folders synced');
  // Whoever finds it once more, after a loss of power, finds that all is done.
  rmSync(intentFile(root), { force: true });
  step('intent removed');
  removeStaging(root);
  step('staging removed');
  return left;
}

interface Place {
  readonly root: string;
  readonly staging: string;
  readonly observer: Observer;
  /** Folders whose names are to be made durable. */
  readonly touched: Set<string>;
  /** Only after a crash may a step have been done already. */
  readonly time: 'first' | 'again';
}

/** False when somebody else has changed the file since the plan was made: then it is left as it is. */
function perform({ root, staging, observer, touched, time }: Place, operation: Operation): boolean {
  const target = join(root, operation.path);
  // Also for a step that was done before the crash: its rename may not be durable yet.
  touched.add(dirname(target));
  const isDone = time === 'again' && operation.do === 'write' && !existsSync(join(staging, operation.from));
  if (isDone) return true;
  // What was there when the plan was made must still be there: an edit of the last moment is not lost.
  const seen = observer.look(operation.path);
  if (operation.do === 'remove' && seen.kind === 'absent') return true;
  const found = seen.kind === 'file' ? seen.sha256 : seen.kind === 'absent' ? null : undefined;
  if (found !== operation.expected) return false;
  if (operation.do === 'remove') {
    unlinkSync(target);
    touched.add(dirname(dirname(target)));
    removeEmptyFolders(root, dirname(target));
    return true;
  }
  for (const at of makeFolders(dirname(target))) touched.add(at);
  observer.made(operation.path);
  renameSync(join(staging, operation.from), target);
  return true;
}

/** The lock does not claim that a file was written which was left. */
async function placeLock(root: string, folder: string, left: readonly string[]): Promise<void> {
  const [staged, target] = [join(folder, stagedLock), join(stateFolder(root), 'lock.json')];
  if (left.length === 0 || !existsSync(staged)) {
    moveIfThere(staged, target);
    return;
  }
  const before = existsSync(target) ? parseLock(readFileSync(target, 'utf8'), target) : emptyLock;
  const next = parseLock(readFileSync(staged, 'utf8'), staged);
  const corrected = join(folder, correctedLock);
  rmSync(corrected, { force: true });
  await replaceDurably(target, printLock(keepEntries(before, next, new Set(left))), corrected);
}

/** Folders that only held orphans go with them. */
function removeEmptyFolders(root: string, folder: string): void {
  for (let at = folder; at !== root && at.startsWith(root); at = dirname(at)) {
    if (readdirSync(at).length > 0) return;
    rmdirSync(at);
  }
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    // Moved before a crash; where it goes is there.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || existsSync(from)) throw error;
  }
}
