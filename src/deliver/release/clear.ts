import { become } from './become.ts';
import { isPending, issue, type Next, stay } from './moves.ts';
import type { GroupRef } from './stage.ts';
import {
  type Action,
  type Active,
  type Clearing,
  type Effect,
  type Outcome,
  type Reason,
  servingOf,
} from './state.ts';

/** The new version has no traffic any more: its requests in hand are answered, then it is stopped. */
export function clear(state: Active, reason: Reason, at: number, decidedAt = at): Next {
  const { plan } = state;
  const groups = startedGroups(state).filter(group => !isServing(state, group));
  const clearing = become({ ...state, pending: [] }, 'clearing', { reason, decidedAt });
  const actions = groups.map(({ service, group }): Action => {
    const isReplacing = plan.members.some(member => member.service === service && member.previous);
    return isReplacing && state.name === 'reverting' && !state.stuck.includes(service)
      ? { do: 'drain', service, group, part: 'all', timeoutMs: plan.limits.drainMs }
      : { do: 'stop', service, group };
  });
  return actions.length === 0 ? end(clearing) : issue(clearing, ...actions);
}

/** A bad version that answers is better than none: what could not be given back is left where it is. */
function isServing(state: Active, { service, group }: GroupRef): boolean {
  const hasPrevious = state.plan.members.some(member => member.service === service && member.previous);
  return hasPrevious && (state.tables[service]?.weights[group] ?? 0) > 0;
}

/** All that the stages may have started of the new release, and of the baseline beside it. */
function startedGroups({ plan }: Active): GroupRef[] {
  const seen = new Map<string, GroupRef>();
  for (const stage of plan.stages) {
    if (stage.kind !== 'start') continue;
    for (const { service, group } of stage.groups) seen.set(`${service}\n${group}`, { service, group });
  }
  return [...seen.values()];
}

export function clearOutcome(state: Clearing, effect: Effect, outcome: Outcome): Next {
  if (effect.do === 'drain')
    return issue(state, { do: 'stop', service: effect.service, group: effect.group });
  if (effect.do !== 'stop') return stay(state);
  const seen = outcome.of === 'stop' ? forgotten(state, effect) : state;
  return isPending(seen, 'drain', 'stop') ? stay(seen) : end(seen);
}

/** What has been stopped has no traffic, whatever the table says. */
function forgotten(state: Clearing, { service, group }: GroupRef): Clearing {
  const table = state.tables[service];
  if (!table || table.weights[group] === undefined) return state;
  const { [group]: _, ...weights } = table.weights;
  return { ...state, tables: { ...state.tables, [service]: { ...table, weights } } };
}

function end(state: Clearing): Next {
  const { plan, reason } = state;
  const isBackEverywhere = plan.members.every(
    ({ service, next, previous }) => previous && servingOf(state, service) !== next.id,
  );
  const cut = { ...state, pending: [] };
  return { state: become(cut, isBackEverywhere ? 'rolled-back' : 'failed', { reason }), effects: [] };
}
