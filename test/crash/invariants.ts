import type { Effect } from '../../src/deliver/release/state.ts';
import type { CrashProject } from './project.ts';
import { carrying, groupsOf, orphans, type Sight } from './sight.ts';

export interface Expected {
  /** What the answers say. */
  readonly answers: string;
  /** Groups that may run beside the one that serves: warm for the rollback window. */
  readonly warm: readonly string[];
}

/** What is wrong with a project when all is said and done; one sentence each. */
export async function wrongAtTheEnd(
  project: CrashProject,
  sight: Sight,
  { answers, warm }: Expected,
): Promise<string[]> {
  const { serving = 'nothing', underWay, holder } = sight;
  const groups = groupsOf(sight);
  const ready = sight.instances.filter(one => one.group === serving && one.ready).length;
  const strangers = Object.keys(groups).filter(group => group !== serving && !warm.includes(group));
  const answer = await answerOf(project);
  return [
    ...(underWay ? [`deploy ${underWay} has not ended`] : []),
    ...(holder === undefined ? [] : [`process ${holder} holds the lease`]),
    ...(carrying(sight).join() === serving
      ? []
      : [`${serving} serves, ${carrying(sight).join()} has the traffic`]),
    ...(ready === 2 ? [] : [`${ready} of 2 instances of ${serving} are ready`]),
    ...strangers.map(group => `instances of ${group} run, and nobody wants them`),
    ...(answer === answers ? [] : [`"${answer}" answers in the place of "${answers}"`]),
    ...orphans(project).map(line => `nobody knows the process ${line}`),
  ];
}

async function answerOf({ url }: CrashProject): Promise<string> {
  return fetch(url).then(
    response => response.text(),
    (error: unknown) => String(error),
  );
}

/**
 * Whatever is otherwise than before the deploy was ordered by its journal first: tables by `set-split`, new instances by
 * `ensure`, stopped ones by `stop`, `trim` or `stop-at`.
 */
export function notJournalled(before: Sight, now: Sight): string[] {
  const effects = now.journal.flatMap(entry => entry.effects);
  const [had, has] = [groupsOf(before), groupsOf(now)];
  const ordered = (...names: readonly Effect['do'][]) =>
    new Set(
      effects.flatMap(effect => (names.includes(effect.do) && 'group' in effect ? [effect.group] : [])),
    );
  const [started, stopped] = [ordered('ensure'), ordered('stop', 'trim', 'stop-at')];
  const more = Object.keys(has).filter(group => (has[group] ?? 0) > (had[group] ?? 0) && !started.has(group));
  const fewer = Object.keys(had).filter(
    group => (has[group] ?? 0) < (had[group] ?? 0) && !stopped.has(group),
  );
  return [
    ...more.map(group => `instances of ${group} were started before the journal said so`),
    ...fewer.map(group => `instances of ${group} were stopped before the journal said so`),
    ...(isOrdered(before, now, effects) ? [] : [`the table was changed before the journal said so`]),
  ];
}

function isOrdered(before: Sight, now: Sight, effects: readonly Effect[]): boolean {
  const split = textOf(now.table?.split);
  const splits = effects.flatMap(effect => (effect.do === 'set-split' ? [textOf(effect.weights)] : []));
  return [textOf(before.table?.split), ...splits].includes(split);
}

const textOf = (split: Readonly<Record<string, number>> | undefined): string =>
  JSON.stringify(Object.entries(split ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What must be the same when `recover` has nothing left to do. */
export function fingerprint({ serving, deploys, lastOutcome, table, instances }: Sight): string {
  const own = instances.map(({ id, group, port, pid }) => [id, group, port, pid]);
  return JSON.stringify([serving, deploys, lastOutcome, textOf(table?.split), own]);
}
