import { setTimeout as sleep } from 'node:timers/promises';
import { callControl } from '../../deliver/control/call.ts';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import { quantile } from '../../deliver/engine/ledger.ts';
import { copiesOf } from '../../deliver/engine/mirror-counts.ts';
import type { FinishedDeploy, Instance, Scope } from '../../deliver/engine/ports.ts';
import type { RouterStats, Tally } from '../../deliver/engine/table.ts';
import { realMachine } from '../../deliver/machine/real/machine.ts';
import { type DeployPlan, releaseOf } from '../../deliver/release/plan.ts';
import { servingOf } from '../../deliver/release/state.ts';
import { connectRouter } from '../../deliver/router/client.ts';
import { leftInstances } from '../../deliver/supervisor/left-instances.ts';
import { routerHealth, supervisorRuns } from './daemons.ts';
import { stateOf } from './journal.ts';
import { placeOf } from './place.ts';
import { trafficInWords } from './plan-words.ts';
import { memberOf, refOf } from './serving.ts';
import { type KnownState, type Where, withState } from './state.ts';

export interface ServiceStatus {
  readonly service: string;
  readonly environment: string;
  readonly release: string | null;
  readonly version: string | null;
  /** `ok`: all instances are ready; `degraded`: some, or no supervisor; `down`: none, or no router. */
  readonly health: 'ok' | 'degraded' | 'down';
  /** False when the supervisor has died: crashed instances stay down until the next command starts it again. */
  readonly supervised: boolean;
  readonly instances: {
    readonly ready: number;
    readonly total: number;
    readonly restarts: number;
    /** Limits of the documents that the system enforces, and why not the others; of the first instance. */
    readonly limits: { readonly applied: readonly string[]; readonly missing: string };
  };
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
    readonly services: readonly string[];
    readonly holder: number | null;
    /** Of the release machine, such as "baking" or "awaiting". */
    readonly state: string;
    /** What somebody is asked. */
    readonly ask: string | null;
    /** The figures decide nothing: measuring once more is an answer, too. */
    readonly isUndecided: boolean;
    /** Who gets how much, one line a service: "v2 20 %, v1 80 %". */
    readonly traffic: readonly string[];
    /** One line a criterion, of the last look at the figures. */
    readonly details: readonly string[];
    /** Copies so far; null: none are to be sent. */
    readonly mirrored: Deploy['mirrored'];
    /** Where the new version can be looked at, past the router, while somebody is asked. */
    readonly preview: readonly string[];
  } | null;
}

export interface StatusOptions extends Where {
  /** Which service; all that were deployed to the environment otherwise. */
  readonly name?: string;
}

const sampleMs = 500;
const shownDeploys = 5;
/** Looked back over for when the present release came. */
const searchedDeploys = 200;

/** What serves now, how well, and how the last deploys ended. Changes nothing. */
export function status(options: StatusOptions): Promise<StatusResult> {
  return withState(options, async state => {
    const { store, scopes } = state;
    const wanted = scopes.filter(({ service }) => service === (options.name ?? service));
    const all = await Promise.all(wanted.map(scope => serviceStatus(state, scope)));
    // What was stopped on purpose is no trouble of what runs beside it.
    const running = all.filter(({ supervised, instances }) => supervised || instances.total > 0);
    const services = running.length > 0 ? running : all;
    const histories = wanted.flatMap(scope => store.history(scope, shownDeploys));
    const newestFirst = [...new Map(histories.map(deploy => [deploy.plan.id, deploy])).values()].sort(
      (a, b) => b.startedAt - a.startedAt,
    );
    return {
      services,
      deploys: newestFirst
        .slice(0, shownDeploys)
        .map(({ record, endedAt }) => ({ ...record, endedAt: new Date(endedAt).toISOString() })),
      inProgress: await inProgress(state, wanted),
    };
  });
}

async function serviceStatus({ folder, store }: KnownState, scope: Scope): Promise<ServiceStatus> {
  const place = placeOf(folder, scope.environment, scope.service);
  const history = store.history(scope, searchedDeploys);
  const supervised = await supervisorRuns(place);
  const instances = supervised
    ? await callControl<Instance[]>(place.supervisorSocket, 'observe')
    : await leftInstances(realMachine, place.folder);
  const router = await routerHealth(place);
  const plan = store.unfinished(scope);
  // A deploy that is under way may have given the traffic away already.
  const state = plan ? stateOf(store, plan.id) : undefined;
  const underWay = state && state.name !== 'new' ? servingOf(state, scope.service) : undefined;
  const serving = underWay === undefined ? history[0]?.serving : releaseOf(underWay);
  const next = plan && memberOf(plan, scope.service)?.next;
  const own = instances.filter(({ group }) => group === serving);
  const ready = own.filter(instance => instance.ready).length;
  const alive = router !== undefined && ready > 0;
  const load = router ? await sample(place.routerSocket, serving) : idle;
  return {
    ...scope,
    release: serving ?? null,
    version: (next?.id === serving ? next : refOf(history, scope.service, serving))?.version ?? null,
    health: !alive ? 'down' : ready < own.length || !supervised ? 'degraded' : 'ok',
    supervised,
    instances: {
      ready,
      total: own.length,
      restarts: own.reduce((n, instance) => n + instance.restarts, 0),
      limits: own[0]?.limits ?? { applied: [], missing: '' },
    },
    url: router ? `http://${router.host}:${router.port}` : null,
    ...load,
    since: since(history, scope.service, serving),
  };
}

async function inProgress(
  { store, folder }: KnownState,
  scopes: readonly Scope[],
): Promise<StatusResult['inProgress']> {
  for (const scope of scopes) {
    const plan = store.unfinished(scope);
    if (!plan) continue;
    const state = stateOf(store, plan.id);
    return {
      id: plan.id,
      version: plan.members[0]?.next.version ?? '',
      services: plan.members.map(({ service }) => service),
      holder: store.holder(scope) ?? null,
      state: state.name === 'new' ? 'starting' : state.name,
      ask: state.name === 'awaiting' ? state.ask : null,
      isUndecided: state.name === 'awaiting' && state.isUndecided,
      traffic: state.name === 'new' ? [] : trafficInWords(plan, state.tables),
      details: state.name === 'new' ? [] : (state.facts.details ?? []),
      mirrored: copiesOf(plan, await statsOf(folder, plan)),
      preview: state.name === 'awaiting' ? await previewsOf(folder, plan) : [],
    };
  }
  return null;
}

async function statsOf(folder: string, { environment, members }: DeployPlan): Promise<RouterStats[]> {
  const sockets = members.map(({ service }) => placeOf(folder, environment, service).routerSocket);
  const asked = await Promise.allSettled(sockets.map(socket => connectRouter(socket).stats()));
  return asked.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []));
}

/** An address of each of the services that are being replaced. */
async function previewsOf(folder: string, plan: DeployPlan): Promise<string[]> {
  const found: string[] = [];
  for (const { service, next } of plan.members) {
    const { supervisorSocket } = placeOf(folder, plan.environment, service);
    const instances = await callControl<Instance[]>(supervisorSocket, 'observe').catch(() => []);
    const first = instances.find(({ group, ready }) => group === next.id && ready);
    if (first) found.push(`http://${first.host}:${first.port}`);
  }
  return found;
}

const idle = { requestsPerSecond: 0, p99Ms: null, errorRate: 0 };

async function sample(socket: string, serving: string | undefined): Promise<typeof idle | Load> {
  const router = connectRouter(socket);
  const before = await router.stats();
  await sleep(sampleMs);
  const after = await router.stats();
  const own = after.tallies.filter(({ release }) => release.split('+', 1)[0] === serving);
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

/**
 * The end of the deploy that brought the present release, looking back over those that did not change it. One whose
 * flag was turned off is no promotion, and brought its code all the same.
 */
function since(
  history: readonly FinishedDeploy[],
  service: string,
  serving: string | undefined,
): string | null {
  const brought = history.find(
    ({ plan, record }) =>
      plan.kind !== 'scale' &&
      memberOf(plan, service)?.next.id === serving &&
      record.members.find(member => member.service === service)?.serving === serving,
  );
  return brought ? new Date(brought.endedAt).toISOString() : null;
}
