import { become } from '../become.ts';
import { done, isPending, issue, type Move, marked, stay } from '../moves.ts';
import { baselineOf, type Member } from '../plan.ts';
import type { Action, Active, Effect, Outcome, Retiring } from '../state.ts';

/**
 * The new version stays; what served before is put away. A first deploy has nothing to put away. What is left of a
 * deploy that failed may have had traffic until this one began: it answers what it has in hand before it is stopped.
 */
export function enterRetire(state: Active): Move {
  const { members } = state.plan;
  const replacing = members.filter(({ previous, leftovers }) => previous || leftovers.length > 0);
  if (replacing.length === 0) return done({ ...state, isSettled: true });
  const retiring = become(state, 'retiring', { marked: false, putAway: false });
  const { drainMs: timeoutMs } = state.plan.limits;
  return issue(
    retiring,
    ...replacing.map(({ service }) => marked(state, service, 'stop')),
    ...replacing.flatMap(({ service, leftovers }) =>
      leftovers.map((group): Action => ({ do: 'drain', service, group, part: 'all', timeoutMs })),
    ),
  );
}

/** What the engine cannot put away does not undo a version that has proved itself. */
export function retireOutcome(state: Active, effect: Effect, _: Outcome, at: number): Move {
  const retiring = state as Retiring;
  const isMark = effect.do === 'set-split' && effect.phase === 'stop';
  const isMarked = retiring.marked || (isMark && !isPending(state, 'set-split'));
  return putAway({ ...retiring, marked: isMarked }, at);
}

/** The old version stays warm for the rollback window; what was warm before is stopped. */
export function putAway(state: Retiring, at: number): Move {
  if (state.putAway) return state.pending.length === 0 ? done({ ...state, isSettled: true }) : stay(state);
  if (!state.marked || isPending(state, 'drain')) return stay(state);
  const actions = state.plan.members.flatMap(member => awayActions(state, member, at));
  return issue({ ...state, putAway: true }, ...actions);
}

function awayActions({ plan }: Active, member: Member, at: number): Action[] {
  const { service, previous, next, leftovers, replicas } = member;
  const window = plan.limits.rollbackWindowMs;
  const hasBaseline = plan.stages.some(
    stage =>
      stage.kind === 'start' && stage.groups.some(({ group }) => group === baselineOf(previous?.id ?? '')),
  );
  const old: Action[] = previous
    ? [
        window > 0
          ? { do: 'stop-at', service, group: previous.id, at: at + window }
          : { do: 'stop', service, group: previous.id },
      ]
    : [];
  const stopped = [...(previous && hasBaseline ? [baselineOf(previous.id)] : []), ...leftovers];
  return [
    ...old,
    ...stopped.map((group): Action => ({ do: 'stop', service, group })),
    // Warm from an earlier time, it may have come back with more instances than are wanted now.
    { do: 'trim', service, group: next.id, replicas },
  ];
}
