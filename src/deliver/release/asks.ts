import { advance } from './advance.ts';
import { type Next, noted, stay, without } from './moves.ts';
import { revert } from './revert.ts';
import { type Active, type Ask, isEnded, isUndone, type Reason, type ReleaseEvent } from './state.ts';

export const askKinds = [
  'paused',
  'resumed',
  'approved',
  'rejected',
  'retried',
  'promoted',
  'aborted',
  'superseded',
] as const satisfies readonly Ask['type'][];

export const isAsk = (event: ReleaseEvent): event is Ask & { readonly at: number } =>
  (askKinds as readonly string[]).includes(event.type);

/** Why it cannot be asked for now, in words for the person; undefined when it can. */
export function refusalOf(state: Active, ask: Ask): string | undefined {
  if (isEnded(state)) return 'the deploy has ended';
  if (isUndone(state)) return 'the deploy is being undone already';
  const isLast = state.name === 'retiring' && state.stage === state.plan.stages.length - 1;
  const tooLate = isLast ? 'the new version stays: only the old one is still put away' : undefined;
  switch (ask.type) {
    case 'paused':
      if (tooLate) return tooLate;
      return state.pause ? `it is paused already, by ${state.pause.by}` : undefined;
    case 'resumed':
      return state.pause ? undefined : 'it is not paused';
    case 'approved':
    case 'rejected':
      if (state.name !== 'awaiting') return 'nobody is asked for an answer now';
      // What the figures left undecided anybody may decide; a question that the plan asks is for others.
      return ask.by === state.plan.author && !state.isUndecided
        ? `${ask.by} began it: somebody else has to answer`
        : undefined;
    case 'retried':
      return state.name === 'awaiting' && state.isUndecided ? undefined : 'nothing is undecided now';
    case 'promoted':
      return asksOthers(state) && ask.by === state.plan.author
        ? `somebody else than ${ask.by} has to answer before`
        : undefined;
    case 'aborted':
    case 'superseded':
      return tooLate;
  }
}

const asksOthers = (state: Active): boolean =>
  (state.name === 'awaiting' && !state.isUndecided) ||
  state.plan.stages.slice(state.stage + 1).some(({ kind }) => kind === 'judgment');

/** What a person asked for; what cannot be asked for now changes nothing. */
export function asked(state: Active, ask: Ask & { readonly at: number }): Next {
  if (refusalOf(state, ask) !== undefined) return stay(state);
  const { at, by } = ask;
  switch (ask.type) {
    case 'paused':
      return stay({ ...state, pause: { by, since: at } });
    case 'resumed':
      return resumed(state, at);
    case 'approved':
      return goOn(noted(state, { approvedBy: [...(state.facts.approvedBy ?? []), by] }), at);
    case 'rejected':
      return revert(
        state,
        { code: 'rejected', sentence: `rejected by ${by}${ask.why ? `: ${ask.why}` : ''}` },
        at,
      );
    case 'retried':
      return goOn({ ...state, stage: state.stage - 1, progress: {} }, at);
    case 'promoted':
      return hurried(state, at);
    case 'aborted':
      return undo(state, { code: 'aborted', sentence: ask.why || `aborted by ${by}` }, at);
    case 'superseded':
      return undo(state, { code: 'superseded', sentence: `${by} takes its place` }, at);
  }
}

function resumed(state: Active, at: number): Next {
  const { pause: _, ...rest } = state;
  return state.name === 'paused' ? goOn(rest, at) : stay(rest);
}

/** From a state that held the deploy up; the time of it does not count. */
export function goOn(state: Active, at: number): Next {
  const heldMs = state.heldMs + ('since' in state ? at - state.since : 0);
  return advance(without({ ...state, heldMs }, 'wait', 'read-metrics'), at);
}

/** A freeze holds whoever is in a hurry, too. */
function hurried(state: Active, at: number): Next {
  const { pause: _, ...rest } = state;
  const now = { ...rest, isHurried: true } as Active;
  const isWaiting = ['baking', 'probing', 'awaiting', 'paused'].includes(state.name);
  return isWaiting ? goOn(without(now, 'probe'), at) : stay(now);
}

/** While the old version is put away that comes first: it is not to be left behind. */
function undo(state: Active, reason: Reason, at: number): Next {
  return state.name === 'retiring' ? stay({ ...state, toUndo: reason }) : revert(state, reason, at);
}
