import { isAsk, refusalOf } from '../release/asks.ts';
import { overdueAt } from '../release/deadline.ts';
import type { Active, Effect, Outcome, ReleaseEvent, State } from '../release/state.ts';
import { isEnded } from '../release/state.ts';
import { step } from '../release/step.ts';
import { askOf } from './ask-of.ts';
import { Inbox } from './inbox.ts';
import { perform, type World } from './perform.ts';
import type { Clock, Lease, Store } from './ports.ts';

export interface EngineOptions {
  readonly store: Pick<Store, 'append' | 'requests' | 'refuse'>;
  readonly lease: Lease;
  readonly world: World;
  readonly clock: Clock;
  /** Told after each transition, for progress on a terminal. */
  readonly watch?: (state: Active, event: ReleaseEvent) => void;
  /** Aborted by Ctrl-C: the deploy is undone, not dropped. */
  readonly interrupt?: AbortSignal;
}

interface Letter {
  readonly event: ReleaseEvent;
  /** Number of the request that it came from. */
  readonly takes?: number;
}

/** How often an effect that threw is tried again, and the pause before that; then the machine hears `error`. */
const retryPauses = [100, 300, 1000];
const requestPollMs = 100;
/** The state is kept beside every so many entries, so that a long journal need not be folded from its beginning. */
const entriesAState = 64;

/**
 * Drives one deploy to its end. `first` begins it; without it, `state` is what the journal folded to and its pending
 * effects are performed again. Each event and the effects that follow from it are durable before anything is done.
 */
export async function drive(
  state: State,
  first: ReleaseEvent | undefined,
  options: EngineOptions,
): Promise<Active> {
  const engine = new Engine(options);
  try {
    return await engine.drive(state, first);
  } finally {
    engine.stop();
  }
}

class Engine {
  readonly #options: EngineOptions;
  readonly #inbox = new Inbox<Letter>();
  readonly #running = new Map<string, AbortController>();
  readonly #stopped = new AbortController();
  #entries = 0;
  #alarm: { readonly at: number; readonly cancel: AbortController } | undefined;

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  async drive(state: State, first: ReleaseEvent | undefined): Promise<Active> {
    let current = first ? await this.#take(state, { event: first }) : this.#resume(state);
    this.#listen(current);
    while (!isEnded(current)) {
      this.#setAlarm(current);
      current = await this.#take(current, await this.#inbox.next());
    }
    return current;
  }

  stop(): void {
    this.#stopped.abort();
    this.#alarm?.cancel.abort();
    for (const cancel of this.#running.values()) cancel.abort();
  }

  /** What was ordered and has no outcome yet is done again. */
  #resume(state: State): Active {
    if (state.name === 'new') throw new Error('nothing to resume');
    for (const effect of state.pending) this.#start(effect);
    return state;
  }

  async #take(current: State, letter: Letter): Promise<Active> {
    const { event } = letter;
    if (current.name !== 'new' && this.#isRefused(current, letter)) return current;
    const next = step(current, event);
    if (next.state.name === 'new') throw new Error('a deploy cannot un-begin');
    // An outcome that nobody waits for any more, an alarm that was set for another state: nothing to remember.
    if (next.state === current) return next.state;
    await this.#append(next.state, next.effects, letter);
    this.#options.watch?.(next.state, event);
    const wanted = new Set(next.state.pending.map(effect => effect.id));
    for (const [id, cancel] of this.#running) if (!wanted.has(id)) cancel.abort();
    for (const effect of next.effects) if (wanted.has(effect.id)) this.#start(effect);
    return next.state;
  }

  async #append(state: Active, effects: readonly Effect[], { event, takes }: Letter): Promise<void> {
    const { lease, store } = this.#options;
    lease.assertHeld();
    this.#entries += 1;
    await store.append(
      state.plan.id,
      lease.token,
      { schemaVersion: 2, event, effects },
      {
        ...(this.#entries % entriesAState === 0 ? { state } : {}),
        ...(takes === undefined ? {} : { takes }),
      },
    );
  }

  /** What cannot be asked for now is answered with why, and is no part of the journal. */
  #isRefused(state: Active, { event, takes }: Letter): boolean {
    if (!isAsk(event)) return false;
    const reason = refusalOf(state, event);
    if (reason === undefined) return false;
    if (takes !== undefined) this.#options.store.refuse(takes, this.#options.lease.token, reason);
    return true;
  }

  #start(effect: Effect): void {
    const cancel = new AbortController();
    this.#running.set(effect.id, cancel);
    void attempt(effect, this.#options, cancel.signal).then(outcome => {
      this.#running.delete(effect.id);
      if (cancel.signal.aborted) return;
      this.#post({ type: 'outcome', at: this.#options.clock.now(), effect: effect.id, outcome });
    });
  }

  #post(event: ReleaseEvent, takes?: number): void {
    this.#inbox.push({ event, ...(takes === undefined ? {} : { takes }) });
  }

  /** The deadline of the state that it is in. */
  #setAlarm(state: Active): void {
    const at = overdueAt(state);
    if (this.#alarm?.at === at) return;
    this.#alarm?.cancel.abort();
    this.#alarm = undefined;
    if (at === undefined) return;
    const { clock } = this.#options;
    const cancel = new AbortController();
    this.#alarm = { at, cancel };
    void clock.sleep(Math.max(0, at - clock.now()), cancel.signal).then(
      () => {
        // A timer that is a little early must be set again.
        this.#alarm = undefined;
        this.#post({ type: 'overdue', at: clock.now() });
      },
      () => undefined,
    );
  }

  /** Ctrl-C, and what other commands ask. */
  #listen(state: Active): void {
    const { interrupt, clock } = this.#options;
    const { author } = state.plan;
    const onInterrupt = () =>
      this.#post({ type: 'aborted', at: clock.now(), by: author, why: 'interrupted by Ctrl-C' });
    if (interrupt?.aborted) onInterrupt();
    interrupt?.addEventListener('abort', onInterrupt, { once: true });
    // Not by the option `signal` of addEventListener: Node keeps what is removed by it for ever.
    this.#stopped.signal.addEventListener('abort', () =>
      interrupt?.removeEventListener('abort', onInterrupt),
    );
    void this.#readRequests(state.plan.id).catch(() => undefined);
  }

  async #readRequests(deploy: string): Promise<void> {
    const { store, clock, lease } = this.#options;
    let last = 0;
    while (!this.#stopped.signal.aborted) {
      for (const request of store.requests(deploy, last)) {
        last = request.seq;
        const ask = askOf(request);
        if (ask) this.#post({ ...ask, at: clock.now() }, request.seq);
        else store.refuse(request.seq, lease.token, `nobody here knows what "${request.kind}" means`);
      }
      await clock.sleep(requestPollMs, this.#stopped.signal);
    }
  }
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
      // Nobody wants it any more: done now, it would undo what has been decided since.
      await options.clock.sleep(pause, signal).catch(() => undefined);
      if (signal.aborted) return { of: 'error', why: `${effect.do}: not wanted any more` };
    }
  }
  throw new Error('unreachable');
}
