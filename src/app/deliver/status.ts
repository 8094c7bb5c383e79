import { setTimeout as sleep } from 'node:timers/promises';
import { callControl } from '../../deliver/control/call.ts';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import { quantile } from '../../deliver/engine/ledger.ts';
import type { FinishedDeploy, Instance } from '../../deliver/engine/ports.ts';
import type { Tally } from '../../deliver/engine/table.ts';
import { connectRouter } from '../../deliver/router/client.ts';
import { leftInstances } from '../../deliver/supervisor/left-instances.ts';
import { routerHealth, supervisorRuns } from './daemons.ts';
import { refOf } from './serving.ts';
import { openState } from './session.ts';

export interface ServiceStatus {
  readonly service: string;
  readonly environment: string;
  readonly release: string | null;
  readonly version: string | null;
  /** `ok`: all instances are ready; `degraded`: some, or no supervisor; `down`: none, or no router. */
  readonly health: 'ok' | 'degraded' | 'down';
  /** False when the supervisor has died: crashed instances stay down until the next command starts it again. */
  readonly supervised: boolean;
  readonly instances: { readonly ready: number; readonly total: number; readonly restarts: number };
  readonly url: string | null;
  readonly requestsPerSecond: number;
  readonly p99Ms: number | null;
  /** Share of requests that did not end well since the release serves, 0 to 1. */
  readonly errorRate: number;
  /** When the present release began to serve, ISO 8601. */
  readonly since: string | null;
}

export interface StatusResult {
  readonly services: readonly ServiceStatus[];
  readonly deploys: readonly (Deploy & { readonly endedAt: string })[];
  /** A deploy that was cut off, or is being carried out by `holder` (a pid). */
  readonly inProgress: {
    readonly version: string;
    readonly id: string;
    readonly holder: number | null;
  } | null;
}

const sampleMs = 500;
const shownDeploys = 5;
/** Looked back over for when the present release came. */
const searchedDeploys = 200;

/** What serves now, how well, and how the last deploys ended. Changes nothing. */
export async function status(options: { folder: string; environment: string }): Promise<StatusResult> {
  const { place, store, scope } = openState(options.folder, options.environment);
  try {
    const history = store.history(scope, searchedDeploys);
    const unfinished = store.unfinished(scope);
    const supervised = await supervisorRuns(place);
    const instances = supervised
      ? await callControl<Instance[]>(place.supervisorSocket, 'observe')
      : leftInstances(place.folder);
    const router = await routerHealth(place);
    const serving = history[0]?.serving;
    const own = instances.filter(instance => instance.release === serving);
    const ready = own.filter(instance => instance.ready).length;
    const alive = router !== undefined && ready > 0;
    const load = router ? await sample(place.routerSocket, serving) : idle;
    const service: ServiceStatus = {
      ...scope,
      release: serving ?? null,
      version: refOf(history, serving)?.version ?? null,
      health: !alive ? 'down' : ready < own.length || !supervised ? 'degraded' : 'ok',
      supervised,
      instances: {
        ready,
        total: own.length,
        restarts: own.reduce((n, instance) => n + instance.restarts, 0),
      },
      url: router ? `http://${router.host}:${router.port}` : null,
      ...load,
      since: since(history, serving),
    };
    return {
      services: [service],
      deploys: history
        .slice(0, shownDeploys)
        .map(deploy => ({ ...deploy.record, endedAt: new Date(deploy.endedAt).toISOString() })),
      inProgress: unfinished
        ? { id: unfinished.id, version: unfinished.next.version, holder: store.holder(scope) ?? null }
        : null,
    };
  } finally {
    store.close();
  }
}

const idle = { requestsPerSecond: 0, p99Ms: null, errorRate: 0 };

async function sample(socket: string, serving: string | undefined): Promise<typeof idle | Load> {
  const router = connectRouter(socket);
  const before = await router.stats();
  await sleep(sampleMs);
  const after = await router.stats();
  const own = after.tallies.filter(tally => tally.release === serving);
  const ended = requests(own);
  const failed = own.reduce((n, tally) => n + Object.values(tally.byCause).reduce((a, b) => a + b, 0), 0);
  return {
    requestsPerSecond: Math.round(((requests(after.tallies) - requests(before.tallies)) * 1000) / sampleMs),
    p99Ms: quantile(own, 0.99),
    errorRate: ended === 0 ? 0 : failed / ended,
  };
}

type Load = Pick<ServiceStatus, 'requestsPerSecond' | 'p99Ms' | 'errorRate'>;

const requests = (tallies: readonly Tally[]): number => tallies.reduce((n, tally) => n + tally.requests, 0);

/** The end of the deploy that brought the present release, looking back over those that did not change it. */
function since(history: readonly FinishedDeploy[], serving: string | undefined): string | null {
  const brought = history.find(
    deploy => deploy.plan.next.id === serving && deploy.record.outcome === 'promoted',
  );
  return brought ? new Date(brought.endedAt).toISOString() : null;
}
