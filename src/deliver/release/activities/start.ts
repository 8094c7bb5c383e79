import { become } from '../become.ts';
import { bad, done, isPending, issue, type Move, noted, stay } from '../moves.ts';
import type { GroupCount, GroupRef } from '../stage.ts';
import type { Active, Effect, Outcome } from '../state.ts';

/** Brings groups to their number of instances; all must be ready. */
export function enterStart(state: Active, groups: readonly GroupCount[]): Move {
  const actions = groups.map(group => ({ do: 'ensure' as const, ...group }));
  return actions.length === 0 ? done(state) : issue(become(state, 'starting', {}), ...actions);
}

export function startOutcome(state: Active, effect: Effect, outcome: Outcome): Move {
  if (outcome.of === 'error') return bad(state, 'engine', outcome.why);
  if (outcome.of !== 'ensure') return stay(state);
  if (!outcome.ok) return bad(state, 'start-failed', about(state, effect, outcome.why));
  const seen = noted(state, { readyMs: Math.max(state.facts.readyMs ?? 0, outcome.tookMs) });
  return isPending(seen, 'ensure') ? stay(seen) : done(seen);
}

/** Each instance of the groups must answer the paths of its service once. */
export function enterSmoke(state: Active, groups: readonly GroupRef[]): Move {
  const actions = groups.map(group => ({
    do: 'smoke' as const,
    ...group,
    paths: state.plan.members.find(({ service }) => service === group.service)?.smokePaths ?? [],
  }));
  return actions.length === 0 ? done(state) : issue(become(state, 'smoking', {}), ...actions);
}

export function smokeOutcome(state: Active, effect: Effect, outcome: Outcome): Move {
  if (outcome.of === 'error') return bad(state, 'engine', outcome.why);
  if (outcome.of !== 'smoke') return stay(state);
  const { passed, total, why } = outcome;
  const sentence = why ?? `${passed} of ${total} smoke tests passed`;
  if (passed < total) return bad(state, 'smoke-failed', about(state, effect, sentence));
  const before = state.facts.smoke ?? { passed: 0, total: 0 };
  const seen = noted(state, {
    smoke: { passed: before.passed + passed, total: before.total + total },
  });
  return isPending(seen, 'smoke') ? stay(seen) : done(seen);
}

/** The service is named where several are released together. */
const about = ({ plan }: Active, effect: Effect, sentence: string): string =>
  plan.members.length > 1 && 'service' in effect ? `${effect.service}: ${sentence}` : sentence;
