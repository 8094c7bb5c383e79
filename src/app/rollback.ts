import { callControl } from '../deliver/control/call.ts';
import type { Deploy } from '../deliver/engine/deploy.ts';
import type { FinishedDeploy, Instance, Release } from '../deliver/engine/ports.ts';
import { ReleaseStore } from '../deliver/targets/process/releases.ts';
import { failure } from '../errors/index.ts';
import { deploy, newDeployId } from './delivery.ts';
import { resolveVariables } from './run-spec.ts';
import { inSession, openState, type SessionOptions } from './session.ts';

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
  let target: { release: Release; last: FinishedDeploy };
  try {
    target = await choose(
      new ReleaseStore(place.releases),
      store.history(scope, 100),
      scope.service,
      options.to,
    );
  } finally {
    store.close();
  }
  const variables = resolveVariables(target.release.run, process.env);
  return inSession(options, scope.service, variables, async session => {
    const releases = new ReleaseStore(place.releases);
    // A recovered deploy may have changed what serves.
    const history = session.store.history(scope, 100);
    const { release, last } = await choose(releases, history, scope.service, options.to);
    const running = await callControl<Instance[]>(place.supervisorSocket, 'observe');
    const current = last.serving === undefined ? undefined : await releases.get(last.serving);
    options.begin?.({ ...scope, from: current?.version ?? 'nothing', to: release.version });
    const leftovers = new Set(running.map(instance => instance.release));
    for (const id of [release.id, current?.id]) leftovers.delete(id ?? '');
    const plan = {
      ...last.plan,
      id: newDeployId(),
      kind: 'rollback' as const,
      next: { id: release.id, version: release.version },
      leftovers: [...leftovers],
      smokePaths: [release.run.readyPath],
      limits: { ...last.plan.limits, bakeMs: 0, minRequests: 0 },
    };
    const { previous: _, ...rest } = plan;
    const done = await deploy(
      session,
      current ? { ...rest, previous: { id: current.id, version: current.version } } : rest,
    );
    return { deploy: done, recovered: session.recovered ?? null };
  });
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
  if (to === undefined || earlier.length === 0) throw failure('rollback-nowhere', { service });
  throw failure('rollback-unknown', { to, known: [...new Set(earlier.map(release => release.version))] });
}
