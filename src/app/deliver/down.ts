import { rmSync } from 'node:fs';
import { callControl } from '../../deliver/control/call.ts';
import { endSupervisor, type Self, startSupervisor } from './daemons.ts';
import { endOldLayout } from './old-layout.ts';
import { placeOf } from './place.ts';
import { withState } from './state.ts';

export interface DownOptions {
  readonly folder: string;
  readonly environment: string;
  /** Which service; all that were deployed to the environment otherwise. */
  readonly name?: string;
  readonly self: Self;
}

export interface DownResult {
  readonly service: string;
  readonly environment: string;
  /** Instances that were stopped. */
  readonly stopped: number;
}

/** Stops routers, instances and supervisors of one environment. State, releases and history stay. */
export function down(options: DownOptions): Promise<DownResult> {
  const { folder, environment, name } = options;
  return withState({ folder, environment }, async ({ store, scopes }) => {
    const wanted = scopes.filter(({ service }) => service === (name ?? service));
    let stopped = 0;
    for (const scope of wanted) {
      const lease = store.acquire(scope);
      try {
        stopped += await stop(options, scope.service, lease.token);
        // What was cut off in the middle is not carried on with: there is nothing left of it.
        const cutOff = store.unfinished(scope);
        if (cutOff) store.abandon(cutOff.id, lease.token);
      } finally {
        lease.release();
      }
    }
    return { service: wanted.map(({ service }) => service).join(', '), environment, stopped };
  });
}

async function stop(options: DownOptions, service: string, token: number): Promise<number> {
  const place = placeOf(options.folder, options.environment, service);
  const ended = await endOldLayout(place);
  if (ended > 0) return ended;
  // One that died is started again: it knows what it left running.
  await startSupervisor(place, options.self);
  const instances = await callControl<unknown[]>(place.supervisorSocket, 'observe');
  await endSupervisor(place, token);
  // The next router begins anew.
  rmSync(place.tableFile, { force: true });
  return instances.length;
}
