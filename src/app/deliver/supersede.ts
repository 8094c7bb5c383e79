import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease, Scope } from '../../deliver/engine/ports.ts';
import { Failure } from '../../errors/index.ts';
import type { OpenStore } from '../../store/store.ts';
import { freeLease } from './acquire.ts';
import { actor } from './actor.ts';

const pollMs = 50;
/** Going back, and putting the version away that is superseded, may take as long as a drain and a stop. */
const patienceMs = 600_000;

/**
 * Takes the leases as soon as whoever holds them has undone its deploy, which it is asked for; where it is too late for
 * that, because a version that proved itself is being kept, as soon as it is.
 * @throws Failure `deploy-in-progress` when it does not let go
 */
export async function superseding(store: OpenStore, scopes: readonly Scope[]): Promise<Lease> {
  const end = performance.now() + patienceMs;
  const asked = new Set<string>();
  for (;;) {
    const lease = freeLease(store, scopes);
    if (!(lease instanceof Failure)) return lease;
    if (performance.now() > end) throw lease;
    for (const scope of scopes) {
      const plan = store.unfinished(scope);
      if (!plan || asked.has(plan.id)) continue;
      asked.add(plan.id);
      store.ask(scope, {
        deploy: plan.id,
        kind: 'superseded',
        by: `a newer deploy by ${actor()}`,
        at: Date.now(),
      });
    }
    await sleep(pollMs);
  }
}
