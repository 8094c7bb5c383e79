import { setTimeout as sleep } from 'node:timers/promises';
import { callControl } from '../../deliver/control/call.ts';
import type { FinishedDeploy, Instance } from '../../deliver/engine/ports.ts';
import type { DeployPlan, Member, ReleaseRef } from '../../deliver/release/plan.ts';
import type { Place } from './place.ts';

const pollMs = 50;

/** What a deploy did, or was to do, with a service; undefined when it had no part in it. */
export const memberOf = (plan: DeployPlan, service: string): Member | undefined =>
  plan.members.find(member => member.service === service);

/** The release of a service that serves by the history, newest first; its stored copy may be gone. */
export function servingRef(history: readonly FinishedDeploy[], service: string): ReleaseRef | undefined {
  return refOf(history, service, history[0]?.serving);
}

/** What a release was called, and how it is asked whether it is ready. */
export function refOf(
  history: readonly FinishedDeploy[],
  service: string,
  release: string | undefined,
): ReleaseRef | undefined {
  const refs = history.flatMap(({ plan }) => {
    const member = memberOf(plan, service);
    return member ? [member.next, ...(member.previous ? [member.previous] : [])] : [];
  });
  return refs.find(ref => ref.id === release);
}

export interface Running {
  readonly instances: readonly Instance[];
  /** Groups with instances, ready or not. */
  readonly groups: ReadonlySet<string>;
}

export async function whatRuns(place: Place): Promise<Running> {
  const instances = await callControl<Instance[]>(place.supervisorSocket, 'observe');
  return { instances, groups: new Set(instances.map(({ group }) => group)) };
}

/**
 * The release to switch from: what serves by the history, if it still has an instance that is ready, or gets one
 * within `patienceMs` because the supervisor is starting it again.
 */
export async function switchFrom(
  place: Place,
  serving: ReleaseRef | undefined,
  patienceMs: number,
): Promise<ReleaseRef | undefined> {
  if (!serving) return undefined;
  const end = performance.now() + patienceMs;
  for (;;) {
    const own = (await whatRuns(place)).instances.filter(({ group }) => group === serving.id);
    if (own.some(instance => instance.ready)) return serving;
    if (own.length === 0 || performance.now() > end) return undefined;
    await sleep(pollMs);
  }
}

export type Wanted = Pick<Member, 'next' | 'replicas' | 'smokePaths' | 'flags' | 'previousFlags'>;

/**
 * Feature flags that are on for everybody who gets a release, which serves or served last: those that deploys had ramped
 * by then. Going back to a release from before a ramp takes the flag back; the next deploy of the flag ramps it anew.
 */
export function standingFlags(
  history: readonly FinishedDeploy[],
  service: string,
  release = history[0]?.record.members.find(member => member.service === service)?.serving ?? undefined,
): readonly string[] {
  const [last] = history;
  // Where nothing is left that serves, what comes next gets what there was.
  if (last && release === undefined) return memberOf(last.plan, service)?.flags ?? [];
  for (const { plan, record } of history) {
    const { next, previous, flags = [], previousFlags = flags } = memberOf(plan, service) ?? {};
    if (previous && previous.id === release) return previousFlags;
    if (next && next.id === release) return [...new Set([...flags, ...rampedBy(plan, record)])];
  }
  return [];
}

const rampedBy = ({ strategy }: DeployPlan, { outcome }: FinishedDeploy['record']): string[] =>
  strategy.name === 'feature-flag' && outcome === 'promoted' ? [strategy.flag] : [];

/** The replacement of what serves now; groups that have no part in it are stopped at its end. */
export async function replacementOf(
  place: Place,
  wanted: Wanted,
  previous: ReleaseRef | undefined,
): Promise<Member> {
  const running = await whatRuns(place);
  return {
    service: place.service,
    ...wanted,
    ...(previous ? { previous } : {}),
    leftovers: [...running.groups].filter(group => group !== wanted.next.id && group !== previous?.id),
    previousReplicas: running.instances.filter(({ group }) => group === previous?.id).length,
  };
}
