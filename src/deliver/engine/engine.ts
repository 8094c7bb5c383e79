import type { Active, Effect, Outcome, ReleaseEvent, State } from '../release/state.ts';
import { isEnded } from '../release/state.ts';
import { step } from '../release/step.ts';
import { Inbox } from './inbox.ts';
import { perform, type World } from './perform.ts';
import type { Clock, Lease, Store } from './ports.ts';

export interface EngineOptions {
  readonly store: Pick<Store, 'append'>;
  readonly lease: Lease;
  readonly world: World;
  readonly clock: Clock;
  /** Told after each transition, for progress on a terminal. */
  readonly watch?: (state: Active, event: ReleaseEvent) => void;
  /** Aborted by Ctrl-C: the deploy is undone, not dropped. */
  readonly interrupt?: AbortSignal;
}

/** How often an effect that threw is tried again, and the pause before that; then the machine hears `error`. */
const retryPauses = [100, 300, 1000];

/**
 * Drives one deploy to its end. `first` begins it; without it, `state` is what the journal folded to and its pending
 * effects are performed again. Each event and the effects that follow from it are durable before anything is done.
 */
export async function drive(
  state: State,
  first: ReleaseEvent | undefined,
  options: EngineOptions,
): Promise<Active> {
  const { store, lease, clock } = options;
  const inbox = new Inbox<ReleaseEvent>();
  const running = new Map<string, AbortController>();

  const start = (effect: Effect) => {
    const cancel = new AbortController();
    running.set(effect.id, cancel);
    void attempt(effect, options, cancel.signal).then(outcome => {
      running.delete(effect.id);
      if (!cancel.signal.aborted)
        inbox.push({ type: 'outcome', at: clock.now(), effect: effect.id, outcome });
    });
  };
  const take = (current: State, event: ReleaseEvent): Active => {
    const next = step(current, event);
    if (next.state.name === 'new') throw new Error('a deploy cannot un-begin');
    lease.assertHeld();
    store.append(next.state.plan.id, lease.token, { schemaVersion: 1, event, effects: next.effects });
    options.watch?.(next.state, event);
    const wanted = new Set(next.state.pending.map(effect => effect.id));
    for (const [id, cancel] of running) if (!wanted.has(id)) cancel.abort();
    for (const effect of next.effects) start(effect);
    return next.state;
  };

  let current: Active;
  if (first) current = take(state, first);
  else if (state.name === 'new') throw new Error('nothing to resume');
  else {
    current = state;
    for (const effect of current.pending) start(effect);
    // Nothing will ever come back: only the deadline can move it on.
    if (current.pending.length === 0) current = take(current, { type: 'overdue', at: clock.now() });
  }
  const stopWatching = watchClock(current, inbox, options);
  try {
    while (!isEnded(current)) current = take(current, await inbox.next());
    return current;
  } finally {
    stopWatching();
    for (const cancel of running.values()) cancel.abort();
  }
}

/** Feeds the deadline and Ctrl-C to the machine. */
function watchClock(state: Active, inbox: Inbox<ReleaseEvent>, options: EngineOptions): () => void {
  const { clock, interrupt } = options;
  const stop = new AbortController();
  const deadline = state.startedAt + state.plan.limits.deadlineMs;
  void clock.sleep(Math.max(0, deadline - clock.now()), stop.signal).then(
    () => inbox.push({ type: 'overdue', at: clock.now() }),
    () => undefined,
  );
  const onInterrupt = () => inbox.push({ type: 'aborted', at: clock.now(), why: 'interrupted by Ctrl-C' });
  if (interrupt?.aborted) onInterrupt();
  interrupt?.addEventListener('abort', onInterrupt, { once: true, signal: stop.signal });
  return () => stop.abort();
}

async function attempt(effect: Effect, options: EngineOptions, signal: AbortSignal): Promise<Outcome> {
  for (const pause of [...retryPauses, undefined]) {
    try {
      options.lease.assertHeld();
      return await perform(effect, options.world, options.clock, signal);
    } catch (error) {
      if (pause === undefined || signal.aborted) {
        return {
          of: 'error',
          why: `${effect.do}: ${error instanceof Error ? error.message : String(error)}`,
        };
      }
      await options.clock.sleep(pause);
    }
  }
  throw new Error('unreachable');
}
