import { join } from 'node:path';
import type { Deploy } from '../../deliver/engine/deploy.ts';
import { drive } from '../../deliver/engine/engine.ts';
import { ledger } from '../../deliver/engine/ledger.ts';
import type { ServiceWorld, World } from '../../deliver/engine/perform.ts';
import type { Lease, Metrics, Release, StartFailure } from '../../deliver/engine/ports.ts';
import type { RouterStats } from '../../deliver/engine/table.ts';
import { TableWriter } from '../../deliver/engine/table-writer.ts';
import type { Machine } from '../../deliver/machine/machine.ts';
import { noMetrics } from '../../deliver/metrics/none.ts';
import { prometheus } from '../../deliver/metrics/prometheus.ts';
import { baselineOf, type DeployPlan, type Member } from '../../deliver/release/plan.ts';
import {
  type Active,
  isEnded,
  type ReleaseEvent,
  type State,
  servingOf,
} from '../../deliver/release/state.ts';
import { connectRouter } from '../../deliver/router/client.ts';
import { processTarget } from '../../deliver/targets/process/process-target.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import type { OpenStore } from '../../store/store.ts';
import type { Care } from './care.ts';
import { healingCall } from './healing-call.ts';
import { stateOf } from './journal.ts';
import type { Place } from './place.ts';
import { standingFlags } from './serving.ts';

/** Told while a deploy runs, for the terminal. */
export interface Watcher {
  readonly transition?: (state: Active, event: ReleaseEvent) => void;
  readonly startFailure?: (failure: StartFailure) => void;
}

export interface Delivery {
  readonly machine: Machine;
  readonly environment: string;
  /** By service: all that this command holds the leases of. */
  readonly places: ReadonlyMap<string, Place>;
  readonly store: OpenStore;
  readonly lease: Lease;
  readonly watcher: Watcher;
  readonly care: Pick<Care, 'handOver' | 'heal'>;
  /** Of router tables; one count for all deploys of the lease. */
  readonly nextGeneration: () => number;
  readonly interrupt?: AbortSignal;
}

/** In the order of time, and no two alike. */
export const newDeployId = ({ clock, ids }: Machine): string => `${clock.now().toString(36)}-${ids.hex(6)}`;

/** Carries a new plan out, from its first journal entry to its record. */
export async function deploy(delivery: Delivery, plan: DeployPlan): Promise<Deploy> {
  const scopes = plan.members.map(({ service }) => ({ service, environment: plan.environment }));
  delivery.store.begin(scopes, plan, delivery.lease.token);
  return carryOut(delivery, plan, { name: 'new' });
}

/** Writes the plan down and leaves it to a process that outlives this command to carry it out. */
export async function deployDetached({ store, lease, care }: Delivery, plan: DeployPlan): Promise<void> {
  const scopes = plan.members.map(({ service }) => ({ service, environment: plan.environment }));
  store.begin(scopes, plan, lease.token);
  await care.handOver();
}

/** Who serves gets the traffic at the addresses that it has now, where no deploy is under way. */
export async function mendTable(delivery: Delivery): Promise<void> {
  const { places, store, environment } = delivery;
  for (const [service, place] of places) {
    const [last] = store.history({ service, environment }, 1);
    const member = last?.plan.members.find(one => one.service === service);
    if (!last?.serving || !member) continue;
    const serving = [member.next, member.previous].find(ref => ref?.id === last.serving);
    const { previousFlags: _, ...standing } = { ...member, flags: standingFlags([last], service) };
    const plan = { ...last.plan, members: [standing] };
    const { tables } = serviceWorld(delivery, plan, standing, place);
    if (serving) await tables.write({ weights: { [serving.id]: 100 } }, 'quiet').catch(() => undefined);
  }
}

/** Finishes or undoes, from its journal, the deploy that an earlier command was cut off in. */
export async function recover(delivery: Delivery, plan: DeployPlan): Promise<Deploy> {
  return carryOut(delivery, plan, stateOf(delivery.store, plan.id));
}

async function carryOut(delivery: Delivery, plan: DeployPlan, state: State): Promise<Deploy> {
  const { lease, store, watcher, interrupt } = delivery;
  const { clock } = delivery.machine;
  const world = worldOf(delivery, plan);
  const first: ReleaseEvent | undefined =
    state.name === 'new' ? { type: 'begun', at: clock.now(), plan } : undefined;
  const ended =
    state.name !== 'new' && isEnded(state)
      ? state
      : await drive(state, first, {
          store,
          lease,
          world,
          clock,
          ...(watcher.transition ? { watch: watcher.transition } : {}),
          ...(interrupt ? { interrupt } : {}),
        });
  return close(delivery, ended, world);
}

function worldOf(delivery: Delivery, plan: DeployPlan): World {
  const { places, lease, watcher } = delivery;
  const services = plan.members.map(member => {
    const place = places.get(member.service);
    if (!place) throw new Error(`no lease of ${member.service} is held`);
    return [member.service, place, serviceWorld(delivery, plan, member, place)] as const;
  });
  const [[, place] = []] = services;
  // Releases of all services of a project lie in one folder.
  const releases = new ReleaseStore(delivery.machine, place?.releases ?? '');
  return {
    plan,
    token: lease.token,
    services: new Map(services.map(([name, , world]) => [name, world])),
    metrics: metricsOf(plan),
    release: (id): Promise<Release> => releases.get(id),
    folderOf: id => releases.tree(id),
    ...(watcher.startFailure ? { onStartFailure: watcher.startFailure } : {}),
  };
}

function metricsOf({ prometheus: where }: DeployPlan): Metrics {
  if (!where) return noMetrics;
  const { url: address, tokenVariable: variable } = where;
  const credentials = variable === undefined ? {} : { credentials: { scheme: 'Bearer' as const, variable } };
  return prometheus({ address, environment: process.env, ...credentials });
}

function serviceWorld(
  { machine, lease, care, nextGeneration }: Delivery,
  plan: DeployPlan,
  member: Member,
  place: Place,
): ServiceWorld {
  const releases = new ReleaseStore(machine, place.releases);
  const target = processTarget({
    sockets: { call: healingCall(machine.sockets.call, () => care.heal(place)) },
    socket: place.supervisorSocket,
    tree: release => releases.tree(release),
    volumeFolder: name => join(place.volumes, name),
    variables: process.env,
  });
  const router = connectRouter(place.routerSocket);
  const { service, next, previous, replicas, flags = [], previousFlags = flags } = member;
  const old = previous ? [previous.id, baselineOf(previous.id)] : [];
  const groups = [
    { group: next.id, readyPath: next.readyPath, replicas },
    // The old one keeps all that it has.
    ...old.map(group => ({
      group,
      readyPath: previous?.readyPath ?? '',
      replicas: Number.POSITIVE_INFINITY,
    })),
  ];
  const { assignment } = plan;
  const facts = {
    token: lease.token,
    nextGeneration,
    service,
    deploy: plan.id,
    groups,
    ...(assignment ? { assignment } : {}),
    flags: (weights: Readonly<Record<string, number>>) =>
      (weights[next.id] ?? 0) > 0 ? flags : previousFlags,
  };
  return { target, router, tables: new TableWriter(facts, target, router) };
}

/** Reads the counts, ends the counting for this deploy, and writes the record: the deploy is history then. */
async function close({ store, lease }: Delivery, ended: Active, world: World): Promise<Deploy> {
  const stats = new Map<string, RouterStats>();
  for (const [name, { router, tables }] of world.services) {
    const table = ended.tables[name];
    // What serves may be dead just now; the record is written all the same, or no later command could begin.
    if (table && servingOf(ended, name) !== undefined)
      await tables.write(table, 'quiet').catch(() => undefined);
    const counted = await router.stats().catch(() => undefined);
    if (counted) stats.set(name, counted);
  }
  const record = ledger(ended, stats);
  const serving = Object.fromEntries(
    record.members.map(({ service, serving: group }) => [service, group ?? undefined]),
  );
  store.finish(ended.plan.id, lease.token, record, serving);
  // A supervisor that died late is started again, too: it looks after what serves when this command has gone.
  for (const { target } of world.services.values()) await target.observe().catch(() => undefined);
  return record;
}
