import { setTimeout as sleep } from 'node:timers/promises';
import type { Attempt } from './cases.ts';
import type { Survived } from './controller.ts';
import { type Expected, fingerprint, notJournalled, wrongAtTheEnd } from './invariants.ts';
import type { Kill } from './killing-store.ts';
import type { CrashProject, Ended } from './project.ts';
import { carrying, groupsOf, look, type Sight } from './sight.ts';

export interface Point {
  /** Of the deploy. */
  readonly kill: Kill | undefined;
  /** Of the first `recover` after it. */
  readonly recoveryKill?: Kill;
  /** Nobody enters a command: the supervisor finds out by itself. */
  readonly isAlone: boolean;
}

export interface PointResult {
  /** How often a controller was really killed. */
  readonly kills: number;
  /** Durable steps of the command that came to its end. */
  readonly steps: number | undefined;
  /** The version was deployed and answers now. */
  readonly isServing: boolean;
  readonly wrong: readonly string[];
}

type Verdict = Pick<PointResult, 'isServing' | 'wrong'>;

/** Cuts a deploy off, has it finished, and looks at everything that must be true then. */
export async function tryPoint(project: CrashProject, attempt: Attempt, point: Point): Promise<PointResult> {
  const before = await look(project);
  const first = await project.control(attempt.act, point.kill);
  if (first.signal !== 'SIGKILL') return survived(project, attempt, before, first);
  const wrong = notJournalled(before, await look(project));
  const [kills, alsoWrong] = point.recoveryKill
    ? await cutRecovery(project, before, point.recoveryKill)
    : [0, []];
  const hasBegun = await finish(project, before, point);
  const end = await verdictOf(project, attempt, before, hasBegun);
  return { kills: 1 + kills, steps: undefined, ...end, wrong: [...wrong, ...alsoWrong, ...end.wrong] };
}

async function survived(
  project: CrashProject,
  attempt: Attempt,
  before: Sight,
  { stdout, stderr, code }: Ended,
): Promise<PointResult> {
  if (code !== 0) {
    const wrong = [`the controller ended with ${code}: ${stderr.slice(0, 500)}`];
    return { kills: 0, steps: undefined, isServing: false, wrong };
  }
  const { steps } = JSON.parse(stdout) as Survived;
  return { kills: 0, steps, ...(await verdictOf(project, attempt, before, true)) };
}

/** The supervisor carries on by itself two seconds after its command died: on a slow machine it is faster than we are. */
const isBeaten = ({ stderr }: Ended): boolean => stderr.includes('another command is changing');

/** The first recovery dies, too. */
async function cutRecovery(
  project: CrashProject,
  before: Sight,
  kill: Kill,
): Promise<readonly [number, readonly string[]]> {
  const cut = await project.control({ act: 'recover' }, kill);
  if (cut.signal !== 'SIGKILL')
    return [
      0,
      cut.code === 0 || isBeaten(cut)
        ? []
        : [`the recovery ended with ${cut.code}: ${cut.stderr.slice(0, 500)}`],
    ];
  return [1, notJournalled(before, await look(project))];
}

const patienceMs = 30_000;
const pollMs = 50;

/** By the real command, or by the supervisor; whether there is a deploy that was not there before. */
async function finish(project: CrashProject, before: Sight, { isAlone }: Point): Promise<boolean> {
  if (!isAlone) await recover(project);
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(pollMs)) {
    const { underWay, holder, deploys } = await look(project);
    if (!underWay && holder === undefined) return deploys > before.deploys;
  }
  return false;
}

/** Its exit code tells how the deploy ended; that is looked at by its record. */
export async function recover(project: CrashProject): Promise<Ended> {
  for (;;) {
    const done = await project.cli('recover', '.', '--json');
    if (!done.stdout.includes('"deploy-in-progress"')) return done;
    await sleep(pollMs);
  }
}

/** What is wrong now, and after one `recover` more, which must change nothing. */
export async function verdictOf(
  project: CrashProject,
  attempt: Attempt,
  before: Sight,
  hasBegun: boolean,
): Promise<Verdict> {
  const isServing = hasBegun && attempt.answers === attempt.version.name;
  const expected = {
    answers: hasBegun ? attempt.answers : attempt.served,
    warm: isServing ? carrying(before) : Object.keys(groupsOf(before)),
  };
  const wrong = await settled(project, expected);
  const once = await look(project);
  const isOther = hasBegun && once.lastOutcome !== attempt.outcome;
  const outcome = isOther ? [`it ended ${once.lastOutcome} and not ${attempt.outcome}`] : [];
  await recover(project);
  const same = fingerprint(once) === fingerprint(await look(project));
  const changed = same ? [] : ['a second recovery changed something'];
  return { isServing, wrong: [...wrong, ...outcome, ...changed] };
}

/** An instance that hangs is noticed after three live probes, and later on a machine that is busy. */
const settleMs = 30_000;

/** What a stop or a start that is under way makes wrong for a moment is not wrong. */
async function settled(project: CrashProject, expected: Expected): Promise<string[]> {
  for (const end = performance.now() + settleMs; ; await sleep(pollMs)) {
    const sight = await look(project);
    const wrong = await wrongAtTheEnd(project, sight, expected);
    // What is started again, be it only kept warm, has another process soon.
    const isCalm = wrong.length === 0 && sight.instances.every(({ ready }) => ready);
    if (isCalm || performance.now() > end) return wrong;
  }
}
