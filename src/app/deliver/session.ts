import { callControl } from '../../deliver/control/call.ts';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import type { Lease, Scope } from '../../deliver/engine/ports.ts';
import { realMachine } from '../../deliver/machine/real/machine.ts';
import type { DeployPlan } from '../../deliver/release/plan.ts';
import { writeForGit } from '../../generate/workspace/for-git.ts';
import { type OpenStore, openStore } from '../../store/store.ts';
import { acquiring } from './acquire.ts';
import { Care } from './care.ts';
import { endSupervisor, type Self, supervisorRuns } from './daemons.ts';
import { type Delivery, recover, type Watcher } from './delivery.ts';
import { takeOldLayout } from './old-layout.ts';
import { type Place, placeOf, projectState } from './place.ts';
import type { Where } from './state.ts';
import { superseding } from './supersede.ts';
import { takeOver } from './take-over.ts';

export interface SessionOptions extends Where {
  readonly self: Self;
  readonly watcher?: Watcher;
  readonly interrupt?: AbortSignal;
  /** Told before a cut-off deploy is carried on with. */
  readonly recovering?: (deploy: { id: string; version: string }) => void;
  /** A deploy that somebody else carries out now is undone, and waited for, first. */
  readonly supersede?: boolean;
  /** In the place of the store in the project's file. */
  readonly openStore?: (file: string) => OpenStore;
}

export interface Session extends Delivery {
  /** The cut-off deploy that this command finished or undid first. */
  readonly recovered: Deploy | undefined;
}

/**
 * Opens the state of services and takes their leases, starts their supervisors, finishes what an earlier command was
 * cut off in, then runs `act`. The leases are given back however that ends.
 */
export async function inSession<T>(
  options: SessionOptions,
  services: readonly string[],
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const { folder, environment } = options;
  const { root, store: file } = projectState(folder);
  const store = (options.openStore ?? openStore)(file);
  try {
    // Before anything else lies there: state of this machine never becomes part of a commit.
    await writeForGit(root);
    // A deploy of several services is carried on with as a whole.
    const others = unfinished(store, services, environment)?.members.map(({ service }) => service) ?? [];
    const scopes = [...new Set([...services, ...others])].map((service): Scope => ({ service, environment }));
    const lease = await (options.supersede ? superseding : acquiring)(store, scopes);
    try {
      return await underLease(options, store, scopes, lease, act);
    } finally {
      lease.release();
    }
  } finally {
    store.close();
  }
}

async function underLease<T>(
  { folder, environment, self, watcher = {}, interrupt, recovering }: SessionOptions,
  store: OpenStore,
  scopes: readonly Scope[],
  lease: Lease,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const names = scopes.map(({ service }) => service);
  const places = new Map(names.map(name => [name, placeOf(folder, environment, name)]));
  const care = new Care(realMachine, [...places.values()], self, lease.token);
  const delivery = {
    machine: realMachine,
    environment,
    places,
    store,
    lease,
    watcher,
    care,
    nextGeneration: counter(),
    ...(interrupt ? { interrupt } : {}),
  };
  try {
    for (const place of places.values()) {
      // Before several services could be deployed there was one.
      if (places.size === 1 || store.history({ service: place.service, environment }, 1).length > 0)
        takeOldLayout(place);
      await takeOver(place, self, lease.token);
    }
    await care.begin();
    const cutOff = unfinished(store, names, environment);
    if (cutOff) recovering?.({ id: cutOff.id, version: cutOff.members[0]?.next.version ?? '' });
    return await act({ ...delivery, recovered: cutOff && (await recover(delivery, cutOff)) });
  } finally {
    // What is left in the middle is carried on with when this command has ended, however it ended.
    if (!unfinished(store, names, environment)) await care.end();
    for (const place of places.values()) await dismiss(place, lease.token);
  }
}

function counter(): () => number {
  let count = 0;
  return () => {
    count += 1;
    return count;
  };
}

function unfinished(
  store: OpenStore,
  services: readonly string[],
  environment: string,
): DeployPlan | undefined {
  for (const service of services) {
    const plan = store.unfinished({ service, environment });
    if (plan) return plan;
  }
  return undefined;
}

/** Ends supervisor and router when there is nothing for them: a failed first start leaves no process behind. */
async function dismiss(place: Place, token: number): Promise<void> {
  if (!(await supervisorRuns(place))) return;
  const instances = await callControl<unknown[]>(place.supervisorSocket, 'observe');
  if (instances.length === 0) await endSupervisor(place, token);
}
