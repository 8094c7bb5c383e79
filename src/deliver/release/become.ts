import type { Active, Begun } from './state.ts';

/** The same deploy in another state: what belongs to the state before is left behind. */
export function become<N extends Active['name']>(
  state: Active,
  name: N,
  own: Omit<Extract<Active, { name: N }>, keyof Begun | 'name'>,
): Extract<Active, { name: N }> {
  const { plan, startedAt, stage, pending, issued, facts, tables, reduced } = state;
  const { watched, progress, pause, heldMs, isHurried, toUndo, isSettled } = state;
  const common: Begun = {
    plan,
    startedAt,
    stage,
    pending,
    issued,
    facts,
    tables,
    reduced,
    watched,
    progress,
    ...(pause ? { pause } : {}),
    heldMs,
    isHurried,
    ...(toUndo ? { toUndo } : {}),
    isSettled,
  };
  return { ...common, name, ...own } as unknown as Extract<Active, { name: N }>;
}
