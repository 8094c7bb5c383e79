import { setTimeout as sleep } from 'node:timers/promises';
import type { Lease, Scope } from '../../deliver/engine/ports.ts';
import { Failure } from '../../errors/index.ts';
import type { OpenStore } from '../../store/store.ts';

/** How long a command waits for somebody who deploys nothing: a table is written anew in much less. */
const patienceMs = 3_000;
const pollMs = 50;

/**
 * Takes the leases. Who holds them without a deploy only mends something, such as the table after an instance had to
 * move, and lets go soon: that is waited for. A deploy that is under way is not.
 * @throws Failure `deploy-in-progress`
 */
export async function acquiring(store: OpenStore, scopes: readonly Scope[]): Promise<Lease> {
  for (const end = performance.now() + patienceMs; ; await sleep(pollMs)) {
    const lease = freeLease(store, scopes);
    if (lease instanceof Failure) {
      const isDeploying = scopes.some(scope => store.unfinished(scope));
      if (isDeploying || performance.now() > end) throw lease;
    } else return lease;
  }
}

/** The leases, or how the store says that somebody has them. */
export function freeLease(store: OpenStore, scopes: readonly Scope[]): Lease | Failure {
  try {
    return store.acquireAll(scopes);
  } catch (error) {
    if (error instanceof Failure && error.problems.some(({ id }) => id === 'deploy-in-progress'))
      return error;
    throw error;
  }
}
