import type { Deploy } from '../../deliver/engine/deploy.ts';
import type { FinishedDeploy } from '../../deliver/engine/ports.ts';
import { realMachine } from '../../deliver/machine/real/machine.ts';
import { type DeployPlan, type Member, planVersion } from '../../deliver/release/plan.ts';
import type { Stage } from '../../deliver/release/stage.ts';
import { rollbackStages, scaleStages, stagesOf } from '../../deliver/release/strategies/index.ts';
import { ReleaseStore } from '../../deliver/targets/process/releases.ts';
import { failure } from '../../errors/index.ts';
import { actor } from './actor.ts';
import { type AskResult, ask } from './ask.ts';
import { deploy, newDeployId } from './delivery.ts';
import type { Place } from './place.ts';
import { reopenRouter } from './public-router.ts';
import { preflight } from './run-spec.ts';
import { replacementOf, servingRef, switchFrom } from './serving.ts';
import { inSession, type Session, type SessionOptions } from './session.ts';
import { type KnownState, withState } from './state.ts';

export interface RetryOptions extends SessionOptions {
  /** Which service; the one that was deployed last otherwise. */
  readonly name?: string;
  readonly by?: string;
  readonly begin?: (facts: { service: string; environment: string; version: string; how: string }) => void;
}

export interface RetryResult {
  /** The deploy that is under way and was asked to measure once more; null where none is. */
  readonly asked: AskResult | null;
  readonly deploy: Deploy | null;
  readonly recovered: Deploy | null;
}

const historyRead = 100;

/**
 * Another measurement for a deploy that waits because its figures decided nothing; where none is under way, another
 * try of the version that was not kept, from its stored release and by the same plan.
 *
 * @throws Failure `nothing-to-retry`, `flag-is-off`, and what `ask` throws
 */
export async function retry(options: RetryOptions): Promise<RetryResult> {
  const last = await withState(options, state =>
    isUnderWay(state, options.name) ? null : lastOf(state, options),
  );
  if (last === null) {
    const asked = await ask({ ...options, type: 'retried', what: 'retry' });
    return { asked, deploy: asked.deploy, recovered: null };
  }
  const { environment } = options;
  const services = last.plan.members.map(({ service }) => service);
  return inSession(options, services, async session => {
    const members: Member[] = [];
    for (const member of last.plan.members) members.push(await again(session, member, options));
    const plan = planOf(last.plan, members);
    const { version } = last.record;
    options.begin?.({ service: services.join(', '), environment, version, how: plan.strategy.name });
    return { asked: null, deploy: await deploy(session, plan), recovered: session.recovered ?? null };
  });
}

const isUnderWay = ({ store, scopes }: KnownState, name: string | undefined): boolean =>
  scopes.some(scope => scope.service === (name ?? scope.service) && store.unfinished(scope) !== undefined);

function lastOf({ store, scopes, environment }: KnownState, { name }: RetryOptions): FinishedDeploy {
  const [scope] = scopes.filter(({ service }) => service === (name ?? service));
  const [last] = scope ? store.history(scope, 1) : [];
  if (!last || last.record.outcome === 'promoted') throw failure('nothing-to-retry', { environment });
  const { strategy } = last.plan;
  if (strategy.name === 'feature-flag' && last.record.serving === last.record.release)
    throw failure('flag-is-off', { version: last.record.version, flag: strategy.flag });
  return last;
}

/** The stored release once more, in the place of what serves now. */
async function again(session: Session, before: Member, options: RetryOptions): Promise<Member> {
  const { service, next, replicas, smokePaths, flags = [], previousFlags = flags } = before;
  const place = session.places.get(service) as Place;
  const release = await new ReleaseStore(realMachine, place.releases).get(next.id);
  preflight(release.run, process.env);
  await reopenRouter(place, session.lease.token, options.self);
  const history = session.store.history({ service, environment: options.environment }, historyRead);
  const serving = servingRef(history, service);
  const previous = await switchFrom(place, serving, release.run.readyTimeoutMs);
  return replacementOf(place, { next, replicas, smokePaths, flags, previousFlags }, previous);
}

function planOf(last: DeployPlan, members: readonly Member[]): DeployPlan {
  return {
    ...last,
    schemaVersion: planVersion,
    id: newDeployId(realMachine),
    members,
    stages: stagesAgain(last, members),
    author: actor(),
  };
}

function stagesAgain({ kind, strategy, stages, hooks }: DeployPlan, members: readonly Member[]): Stage[] {
  const watched = stages.findLast(stage => stage.kind === 'observe');
  const setting = { members, hooks, bakeMs: watched?.kind === 'observe' ? watched.ms : 0 };
  if (kind === 'scale') return scaleStages(setting);
  return kind === 'rollback' ? rollbackStages(setting) : stagesOf(strategy, setting);
}
