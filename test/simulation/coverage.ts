import type { Active, State } from '../../src/deliver/release/state.ts';

/** What a set of runs has been through. */
export class Coverage {
  /** `FROM -> TO`. */
  readonly transitions = new Map<string, number>();
  /** `STRATEGY OUTCOME`. */
  readonly outcomes = new Map<string, number>();
  /** States in which a new controller took a deploy over. */
  readonly resumedIn = new Map<string, number>();
  readonly faults = new Map<string, number>();
  releases = 0;
  requests = 0;

  went(from: State, to: Active): void {
    if (from.name !== to.name) bump(this.transitions, `${from.name} -> ${to.name}`);
  }

  resumed(state: State): void {
    if (state.name !== 'new') bump(this.resumedIn, state.name);
  }

  ended(state: Active): void {
    // What serves at first was put there in peace.
    if (state.plan.id === 'd0') return;
    this.releases += 1;
    const { kind, strategy } = state.plan;
    const reason = 'reason' in state ? ` ${state.reason.code}` : '';
    bump(this.outcomes, `${kind === 'deploy' ? strategy.name : kind} ${state.name}${reason}`);
  }

  happened(faults: ReadonlyMap<string, number>): void {
    for (const [key, count] of faults) bump(this.faults, key, count);
  }

  add(
    other: Pick<Coverage, 'transitions' | 'outcomes' | 'resumedIn' | 'faults' | 'releases' | 'requests'>,
  ): void {
    for (const name of ['transitions', 'outcomes', 'resumedIn', 'faults'] as const)
      for (const [key, count] of other[name]) bump(this[name], key, count);
    this.releases += other.releases;
    this.requests += other.requests;
  }
}

function bump(counts: Map<string, number>, key: string, by = 1): void {
  counts.set(key, (counts.get(key) ?? 0) + by);
}
