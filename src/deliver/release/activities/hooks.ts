import { become } from '../become.ts';
import { bad, done, isPending, issue, type Move, noted, stay } from '../moves.ts';
import type { Hook } from '../plan.ts';
import type { HookPoint } from '../stage.ts';
import { type Active, type Effect, type Outcome, servingOf } from '../state.ts';

/** Runs the hooks of one point in the order of the plan; the first that fails ends the deploy. */
export function enterHooks(state: Active, point: HookPoint): Move {
  const [first] = hooksOf(state, point);
  return first ? run(become(state, 'running-hooks', {}), first) : done(state);
}

export function hooksOutcome(state: Active, effect: Effect, outcome: Outcome): Move {
  if (outcome.of === 'error') return bad(state, 'engine', outcome.why);
  if (effect.do !== 'run-hook' || outcome.of !== 'run-hook') return stay(state);
  const fact = { name: effect.hook, ok: outcome.ok, tookMs: outcome.tookMs };
  const seen = noted(state, { hooks: [...(state.facts.hooks ?? []), fact] });
  if (!outcome.ok) return bad(seen, 'hook-failed', `hook ${effect.hook}: ${outcome.why}`);
  if (isPending(seen, 'run-hook')) return stay(seen);
  const stage = state.plan.stages[state.stage];
  const own = stage?.kind === 'hooks' ? hooksOf(state, stage.point) : [];
  const following = own[own.findIndex(({ name }) => name === effect.hook) + 1];
  return following ? run(seen, following) : done(seen);
}

const hooksOf = ({ plan }: Active, point: HookPoint): readonly Hook[] =>
  plan.hooks.filter(({ at }) => at === point);

/** Before the traffic is given it looks at the new instances themselves, later at what serves. */
function run(state: Active, { name, service, at }: Hook): Move {
  const next = state.plan.members.find(member => member.service === service)?.next.id;
  const group = at === 'post-deploy' ? servingOf(state, service) : next;
  const isAddressed = at === 'smoke' || at === 'load-test' || at === 'post-deploy';
  return issue(state, { do: 'run-hook', hook: name, ...(isAddressed && group ? { group } : {}) });
}
