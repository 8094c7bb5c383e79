import type { Deploy } from '../../deliver/engine/deploy.ts';
import type { FinishedDeploy, Release, Scope } from '../../deliver/engine/ports.ts';
import { realMachine } from '../../deliver/machine/real/machine.ts';
import { type DeployPlan, type Member, planVersion } from '../../deliver/release/plan.ts';
import { rollbackStages } from '../../deliver/release/strategies/index.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import { failure } from '../../errors/index.ts';
import { actor } from './actor.ts';
import { deploy, newDeployId } from './delivery.ts';
import { type Place, placeOf } from './place.ts';
import { reopenRouter } from './public-router.ts';
import { preflight } from './run-spec.ts';
import { memberOf, refOf, replacementOf, servingRef, standingFlags, switchFrom } from './serving.ts';
import { inSession, type Session, type SessionOptions } from './session.ts';
import { chosenScope, type KnownState, withState } from './state.ts';

export interface RollbackOptions extends SessionOptions {
  /** Which service, where several were deployed. */
  readonly name?: string;
  /** Version or release id; the release that served before the present one otherwise. */
  readonly to?: string;
  readonly begin?: (facts: { service: string; environment: string; from: string; to: string }) => void;
}

export interface RollbackResult {
  readonly deploy: Deploy;
  readonly recovered: Deploy | null;
}

const historyRead = 100;

/**
 * Back to a stored release: a switch while its instances are still warm, a start and a switch otherwise. Services that
 * were released together go back together.
 */
export async function rollback(options: RollbackOptions): Promise<RollbackResult> {
  const services = await withState(options, async state => {
    const scope = meantScope(state, options.name);
    const history = state.store.history(scope, historyRead);
    const place = placeOf(options.folder, options.environment, scope.service);
    const { release, last } = await choose(place, history, options.to);
    preflight(release.run, process.env);
    // Whoever names a version means this service; else what came together goes together.
    return options.to === undefined && options.name === undefined
      ? last.plan.members.map(({ service }) => service)
      : [scope.service];
  });
  return inSession(options, services, async session => {
    const backs = [];
    for (const service of services) backs.push(await backOf(session, service, options));
    const [first] = backs;
    if (!first) throw failure('nothing-runs', options);
    const members = backs.map(({ member }) => member);
    options.begin?.({
      service: services.join(', '),
      environment: options.environment,
      from: first.from,
      to: first.member.next.version,
    });
    const done = await deploy(session, planOf(first.last.plan, members));
    return { deploy: done, recovered: session.recovered ?? null };
  });
}

/** Services whose last deploy was one and the same are meant together. */
function meantScope(state: KnownState, name: string | undefined): Scope {
  const lasts = state.scopes.map(scope => state.store.history(scope, 1)[0]?.plan.id);
  const [first] = state.scopes;
  return first && name === undefined && new Set(lasts).size === 1 ? first : chosenScope(state, name);
}

interface Back {
  readonly member: Member;
  readonly last: FinishedDeploy;
  /** What serves now, as a person calls it. */
  readonly from: string;
}

async function backOf(session: Session, service: string, options: RollbackOptions): Promise<Back> {
  const place = session.places.get(service) as Place;
  await reopenRouter(place, session.lease.token, options.self);
  // A recovered deploy may have changed what serves.
  const history = session.store.history({ service, environment: options.environment }, historyRead);
  const { release, last } = await choose(place, history, options.to);
  const serving = servingRef(history, service);
  const previous = await switchFrom(place, serving, release.run.readyTimeoutMs);
  const next = { id: release.id, version: release.version, readyPath: release.run.readyPath };
  const replicas = memberOf(last.plan, service)?.replicas ?? 1;
  const wanted = {
    next,
    replicas,
    smokePaths: [next.readyPath],
    flags: standingFlags(history, service, release.id),
    previousFlags: standingFlags(history, service),
  };
  return {
    last,
    from: serving?.version ?? 'nothing',
    member: await replacementOf(place, wanted, previous),
  };
}

/** Nobody is asked, nothing is judged: it is where the service comes from. */
function planOf(last: DeployPlan, members: readonly Member[]): DeployPlan {
  const { environment, criteria, limits } = last;
  return {
    schemaVersion: planVersion,
    id: newDeployId(realMachine),
    environment,
    kind: 'rollback',
    strategy: { name: 'blue-green', asksBefore: false },
    members,
    stages: rollbackStages({ members, hooks: [], bakeMs: 0 }),
    hooks: [],
    criteria,
    limits,
    freezes: [],
    author: actor(),
  };
}

/** A flag that did harm was turned off: its code was kept before, and served on. */
const isKept = ({ outcome, members }: Deploy, service: string, release: string): boolean =>
  outcome === 'promoted' ||
  (outcome === 'rolled-back' && members.some(one => one.service === service && one.serving === release));

/** @throws Failure `rollback-nowhere`, `rollback-unknown`. */
async function choose(
  { releases: folder, service }: Place,
  history: readonly FinishedDeploy[],
  to: string | undefined,
): Promise<{ release: Release; last: FinishedDeploy }> {
  const [last] = history;
  const served = history.flatMap(({ record, plan }) => {
    const member = memberOf(plan, service);
    return member && (isKept(record, service, member.next.id) || last?.serving === member.next.id)
      ? [member.next]
      : [];
  });
  const earlier = served.filter(release => release.id !== last?.serving);
  const wanted =
    to === undefined ? earlier[0] : earlier.find(({ id, version }) => version === to || id.startsWith(to));
  if (last && wanted) return { release: await new ReleaseStore(realMachine, folder).get(wanted.id), last };
  const current = refOf(history, service, last?.serving);
  if (to !== undefined && current && (current.version === to || current.id.startsWith(to)))
    throw failure('rollback-serving', { version: current.version });
  const tried = history.find(({ plan }) => memberOf(plan, service)?.next.version === to);
  if (to !== undefined && tried) throw failure('rollback-bad', { to, reason: tried.record.reason });
  if (to === undefined || earlier.length === 0) throw failure('rollback-nowhere', { service });
  throw failure('rollback-unknown', { to, known: [...new Set(earlier.map(({ version }) => version))] });
}
