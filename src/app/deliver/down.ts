import { rmSync } from 'node:fs';
import { callControl } from '../../deliver/control/call.ts';
import { endSupervisor, type Self, startSupervisor } from './daemons.ts';
import { openState } from './session.ts';

export interface DownResult {
  readonly service: string;
  readonly environment: string;
  /** Instances that were stopped. */
  readonly stopped: number;
}

/** Stops router, instances and supervisor of one environment. State, releases and history stay. */
export async function down(options: {
  folder: string;
  environment: string;
  self: Self;
}): Promise<DownResult> {
  const { place, store, scope } = openState(options.folder, options.environment);
  try {
    const lease = store.acquire(scope);
    try {
      // One that died is started again: it knows what it left running.
      await startSupervisor(place, options.self);
      const instances = await callControl<unknown[]>(place.supervisorSocket, 'observe');
      await endSupervisor(place, lease.token);
      // The next router begins anew: it may be for a service of another name.
      rmSync(place.tableFile, { force: true });
      // What was cut off in the middle is not carried on with: there is nothing left of it.
      const cutOff = store.unfinished(scope);
      if (cutOff) store.abandon(cutOff.id, lease.token);
      return { ...scope, stopped: instances.length };
    } finally {
      lease.release();
    }
  } finally {
    store.close();
  }
}
