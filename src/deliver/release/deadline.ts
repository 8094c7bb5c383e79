import { become } from './become.ts';
import { type Next, stay } from './moves.ts';
import { revert } from './revert.ts';
import { type Active, isEnded, isUndone } from './state.ts';

/** When the deploy, as it is now, is overdue (ms since the epoch); undefined once nothing can come of that. */
export function overdueAt(state: Active): number | undefined {
  // A version that stays cannot be undone: it has nothing to be late for.
  if (isEnded(state) || state.name === 'retiring') return undefined;
  const { deadlineMs, rollbackMs, holdMs } = state.plan.limits;
  if (isUndone(state)) return state.decidedAt + rollbackMs;
  if (state.name === 'awaiting' || state.name === 'paused') return state.since + holdMs;
  if (state.name === 'frozen') return state.until + deadlineMs;
  return state.startedAt + state.heldMs + deadlineMs;
}

/** Every deploy ends by its deadline: undone, or, when even that takes too long, as it stands and said so. */
export function overdue(state: Active, at: number): Next {
  const due = overdueAt(state);
  if (due === undefined || at < due) return stay(state);
  const { deadlineMs, rollbackMs, holdMs } = state.plan.limits;
  if (isUndone(state)) {
    const sentence = `${state.reason.sentence}; and going back was not over within ${rollbackMs / 1000} s`;
    const reason = { ...state.reason, sentence };
    return { state: become({ ...state, pending: [] }, 'failed', { reason }), effects: [] };
  }
  const sentence =
    state.name === 'awaiting' || state.name === 'paused'
      ? `nobody let it go on within ${holdMs / 1000} s`
      : `the deploy was not done within ${deadlineMs / 1000} s`;
  return revert(state, { code: 'overdue', sentence }, at);
}
