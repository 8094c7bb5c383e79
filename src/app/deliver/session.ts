import { existsSync } from 'node:fs';
import { callControl } from '../../deliver/control/call.ts';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import type { Instance, RunSpec, Scope } from '../../deliver/engine/ports.ts';
import { openVariables } from '../../deliver/targets/process/process-target.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import { failure } from '../../errors/index.ts';
import { writeForGit } from '../../generate/workspace/for-git.ts';
import { type OpenStore, openStore } from '../../store/store.ts';
import { existingFolder } from '../existing-folder.ts';
import { endSupervisor, type Self, startSupervisor, supervisorRuns } from './daemons.ts';
import { type Delivery, recover, type Watcher } from './delivery.ts';
import { type Place, placeOf } from './place.ts';

export interface SessionOptions {
  readonly folder: string;
  readonly environment: string;
  readonly self: Self;
  readonly watcher?: Watcher;
  readonly interrupt?: AbortSignal;
  /** Told before a cut-off deploy is carried on with. */
  readonly recovering?: (deploy: { id: string; version: string }) => void;
}

export interface Session extends Delivery {
  /** The cut-off deploy that this command finished or undid first. */
  readonly recovered: Deploy | undefined;
}

/**
 * Opens the state of a service and takes its lease, starts the supervisor, finishes what an earlier command was cut
 * off in, then runs `act`. The lease is given back however that ends.
 */
export async function inSession<T>(
  options: SessionOptions,
  service: string,
  act: (session: Session) => Promise<T>,
): Promise<T> {
  const place = placeOf(options.folder, options.environment);
  const scope: Scope = { service, environment: options.environment };
  const store = openStore(place.store);
  try {
    // Before anything else lies there: state of this machine never becomes part of a commit.
    await writeForGit(place.project);
    const lease = store.acquire(scope);
    try {
      await startSupervisor(place, options.self);
      await takeOver(place, lease.token);
      const { watcher = {}, interrupt } = options;
      const delivery = {
        place,
        scope,
        store,
        lease,
        watcher,
        ...(interrupt ? { interrupt } : {}),
      };
      const cutOff = store.unfinished(scope);
      if (cutOff) options.recovering?.({ id: cutOff.id, version: cutOff.next.version });
      return await act({ ...delivery, recovered: await recover(delivery) });
    } finally {
      await dismiss(place, lease.token);
      lease.release();
    }
  } finally {
    store.close();
  }
}

/**
 * Makes the new token known, so that an older holder is refused from now on, and hands the values of open variables
 * over: a supervisor that was started again has forgotten them.
 */
async function takeOver(place: Place, token: number): Promise<void> {
  const socket = place.supervisorSocket;
  await callControl(socket, 'announce', { token });
  const instances = await callControl<Instance[]>(socket, 'observe');
  const releases = new ReleaseStore(place.releases);
  const secrets: Record<string, Record<string, string>> = {};
  for (const id of new Set(instances.map(instance => instance.release))) {
    const release = await releases.find(id);
    if (release && knowsVariables(release.run)) secrets[id] = openVariables(release.run, process.env);
  }
  await callControl(socket, 'hand', { token, secrets });
}

const knowsVariables = (run: RunSpec): boolean =>
  run.requiredVariables.every(name => process.env[name] !== undefined);

/** Ends supervisor and router when there is nothing for them: a failed first start leaves no process behind. */
async function dismiss(place: Place, token: number): Promise<void> {
  if (!(await supervisorRuns(place))) return;
  const instances = await callControl<unknown[]>(place.supervisorSocket, 'observe');
  if (instances.length === 0) await endSupervisor(place, token);
}

/** What a folder's state knows of an environment, without any document. @throws Failure `folder-missing`, `nothing-runs`. */
export function openState(
  folder: string,
  environment: string,
): { place: Place; store: OpenStore; scope: Scope } {
  existingFolder(folder, '.');
  const place = placeOf(folder, environment);
  if (!existsSync(place.store)) throw failure('nothing-runs', { folder, environment });
  const store = openStore(place.store);
  const scope = store.scopes().find(known => known.environment === environment);
  if (!scope) {
    store.close();
    throw failure('nothing-runs', { folder, environment });
  }
  return { place, store, scope };
}
