import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import { drive } from '../../deliver/engine/engine.ts';
import { ledger } from '../../deliver/engine/ledger.ts';
import type { Clock, Lease, Router, Scope, StartFailure } from '../../deliver/engine/ports.ts';
import { TableWriter } from '../../deliver/engine/table-writer.ts';
import type { DeployPlan } from '../../deliver/release/plan.ts';
import { type Active, isEnded, type ReleaseEvent, type State } from '../../deliver/release/state.ts';
import { fold } from '../../deliver/release/step.ts';
import { connectRouter } from '../../deliver/router/client.ts';
import { processTarget } from '../../deliver/targets/process/process-target.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import type { OpenStore } from '../../store/store.ts';
import type { Place } from './place.ts';

/** Told while a deploy runs, for the terminal. */
export interface Watcher {
  readonly transition?: (state: Active, event: ReleaseEvent) => void;
  readonly startFailure?: (failure: StartFailure) => void;
}

export interface Delivery {
  readonly place: Place;
  readonly scope: Scope;
  readonly store: OpenStore;
  readonly lease: Lease;
  readonly watcher: Watcher;
  readonly interrupt?: AbortSignal;
}

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => sleep(ms, undefined, signal ? { signal } : {}),
};

export const newDeployId = (): string => `${Date.now().toString(36)}-${randomBytes(3).toString('hex')}`;

/** Carries a new plan out, from its first journal entry to its record. */
export async function deploy(delivery: Delivery, plan: DeployPlan): Promise<Deploy> {
  delivery.store.begin(delivery.scope, plan, delivery.lease.token);
  return carryOut(delivery, plan, { name: 'new' }, { type: 'begun', at: clock.now(), plan });
}

/** Finishes or undoes, from its journal, the deploy that an earlier command was cut off in. */
export async function recover(delivery: Delivery): Promise<Deploy | undefined> {
  const { store, scope } = delivery;
  const plan = store.unfinished(scope);
  if (!plan) return undefined;
  const state = fold(store.entries(plan.id).map(entry => entry.event));
  const first: ReleaseEvent | undefined =
    state.name === 'new' ? { type: 'begun', at: clock.now(), plan } : undefined;
  return carryOut(delivery, plan, state, first);
}

async function carryOut(
  delivery: Delivery,
  plan: DeployPlan,
  state: State,
  first: ReleaseEvent | undefined,
): Promise<Deploy> {
  const { place, lease, store, scope, watcher } = delivery;
  const releases = new ReleaseStore(place.releases);
  const target = processTarget({
    socket: place.supervisorSocket,
    tree: release => releases.tree(release),
    volumeFolder: name => join(place.volumes, name),
    variables: process.env,
  });
  const router = connectRouter(place.routerSocket);
  const involved = [plan.next, ...(plan.previous ? [plan.previous] : [])];
  const tables = new TableWriter(
    {
      token: lease.token,
      service: scope.service,
      deploy: plan.id,
      releases: involved.map(({ id, readyPath }) => ({ id, readyPath, replicas: replicasOf(plan, id) })),
    },
    target,
    router,
  );
  const world = {
    target,
    router,
    tables,
    token: lease.token,
    deploy: plan.id,
    release: (id: string) => releases.get(id),
    ...(watcher.startFailure ? { onStartFailure: watcher.startFailure } : {}),
  };
  const ended =
    state.name !== 'new' && isEnded(state)
      ? state
      : await drive(state, first, {
          store,
          lease,
          world,
          clock,
          ...(watcher.transition ? { watch: watcher.transition } : {}),
          ...(delivery.interrupt ? { interrupt: delivery.interrupt } : {}),
        });
  return close(delivery, ended, router, tables);
}

/** The new release may still have more instances from an earlier time; the old one keeps all of its own. */
const replicasOf = (plan: DeployPlan, id: string): number =>
  id === plan.next.id ? plan.replicas : Number.POSITIVE_INFINITY;

/** Reads the counts, ends the counting for this deploy, and writes the record: the deploy is history then. */
async function close(
  delivery: Delivery,
  ended: Active,
  router: Router,
  tables: TableWriter,
): Promise<Deploy> {
  const { traffic } = ended;
  // What serves may be dead just now; the record is written all the same, or no later command could begin.
  if (traffic !== undefined) await tables.write({ [traffic]: 100 }, 'quiet').catch(() => undefined);
  const stats = await router.stats().catch(() => undefined);
  const record = ledger(ended, stats, traffic);
  delivery.store.finish(ended.plan.id, delivery.lease.token, record, traffic);
  return record;
}
