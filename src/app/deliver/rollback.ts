import type { Deploy } from '../../deliver/engine/deploy.ts';
import type { FinishedDeploy, Release } from '../../deliver/engine/ports.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import { failure } from '../../errors/index.ts';
import { lastListened, routerHealth, startRouter } from './daemons.ts';
import { deploy, newDeployId } from './delivery.ts';
import { freePublicPort } from './public-port.ts';
import { preflight } from './run-spec.ts';
import { leftovers, refOf, servingRef, switchFrom, whatRuns } from './serving.ts';
import { inSession, openState, type Session, type SessionOptions } from './session.ts';

export interface RollbackOptions extends SessionOptions {
  /** Version or release id; the release that served before the present one otherwise. */
  readonly to?: string;
  readonly begin?: (facts: { service: string; environment: string; from: string; to: string }) => void;
}

export interface RollbackResult {
  readonly deploy: Deploy;
  readonly recovered: Deploy | null;
}

/** Back to a stored release: a switch while its instances are still warm, a start and a switch otherwise. */
export async function rollback(options: RollbackOptions): Promise<RollbackResult> {
  const { place, store, scope } = openState(options.folder, options.environment);
  try {
    const { release } = await choose(
      new ReleaseStore(place.releases),
      store.history(scope, 100),
      scope.service,
      options.to,
    );
    preflight(release.run, process.env);
  } finally {
    store.close();
  }
  return inSession(options, scope.service, async session => {
    await reopenRouter(session, options);
    // A recovered deploy may have changed what serves.
    const history = session.store.history(scope, 100);
    const { release, last } = await choose(
      new ReleaseStore(place.releases),
      history,
      scope.service,
      options.to,
    );
    const serving = servingRef(history);
    options.begin?.({ ...scope, from: serving?.version ?? 'nothing', to: release.version });
    const previous = await switchFrom(place, serving, release.run.readyTimeoutMs);
    const { previous: _, ...before } = last.plan;
    const done = await deploy(session, {
      ...before,
      id: newDeployId(),
      kind: 'rollback',
      next: { id: release.id, version: release.version, readyPath: release.run.readyPath },
      ...(previous ? { previous } : {}),
      leftovers: leftovers(await whatRuns(place), release.id, previous),
      smokePaths: [release.run.readyPath],
      limits: { ...last.plan.limits, bakeMs: 0, minRequests: 0 },
    });
    return { deploy: done, recovered: session.recovered ?? null };
  });
}

/** The router that runs, or one where it last listened: a rollback reads no document. */
async function reopenRouter(session: Session, options: RollbackOptions): Promise<void> {
  const { place, scope, lease } = session;
  if (await routerHealth(place)) return;
  const listen = lastListened(place);
  if (!listen) throw failure('nothing-runs', { folder: options.folder, environment: options.environment });
  await freePublicPort(listen.host, listen.port, false);
  await startRouter(place, options.self, { ...listen, service: scope.service, token: lease.token });
}

/** @throws Failure `rollback-nowhere`, `rollback-unknown`. */
async function choose(
  releases: ReleaseStore,
  history: readonly FinishedDeploy[],
  service: string,
  to: string | undefined,
): Promise<{ release: Release; last: FinishedDeploy }> {
  const [last] = history;
  const served = [
    ...new Set(history.flatMap(deploy => (deploy.record.outcome === 'promoted' ? [deploy.plan.next] : []))),
  ];
  const earlier = served.filter(release => release.id !== last?.serving);
  const wanted =
    to === undefined ? earlier[0] : earlier.find(({ id, version }) => version === to || id.startsWith(to));
  if (last && wanted) return { release: await releases.get(wanted.id), last };
  const current = refOf(history, last?.serving);
  if (to !== undefined && current && (current.version === to || current.id.startsWith(to))) {
    throw failure('rollback-serving', { version: current.version });
  }
  const tried = history.find(deploy => deploy.plan.next.version === to);
  if (to !== undefined && tried) throw failure('rollback-bad', { to, reason: tried.record.reason });
  if (to === undefined || earlier.length === 0) throw failure('rollback-nowhere', { service });
  throw failure('rollback-unknown', { to, known: [...new Set(earlier.map(release => release.version))] });
}
