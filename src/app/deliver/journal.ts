import type { Store } from '../../deliver/engine/ports.ts';
import type { State } from '../../deliver/release/state.ts';
import { fold } from '../../deliver/release/step.ts';

/** The state of a deploy by its journal, from the state that was kept last with it. */
export function stateOf(store: Pick<Store, 'lastState' | 'entries'>, deploy: string): State {
  const kept = store.lastState(deploy);
  const entries = store.entries(deploy, kept ? { after: kept.seq } : {});
  return fold(
    entries.map(({ event }) => event),
    kept ? (kept.state as State) : { name: 'new' },
  );
}
