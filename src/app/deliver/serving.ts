import { setTimeout as sleep } from 'node:timers/promises';
import { callControl } from '../../deliver/control/call.ts';
import type { FinishedDeploy, Instance } from '../../deliver/engine/ports.ts';
import type { ReleaseRef } from '../../deliver/release/plan.ts';
import type { Place } from './place.ts';

const pollMs = 50;

/** The release that serves by the history, newest first; its stored copy may be gone. */
export function servingRef(history: readonly FinishedDeploy[]): ReleaseRef | undefined {
  return refOf(history, history[0]?.serving);
}

/** What a release was called, and how it is asked whether it is ready. */
export function refOf(
  history: readonly FinishedDeploy[],
  release: string | undefined,
): ReleaseRef | undefined {
  const refs = history.flatMap(({ plan }) => [plan.next, ...(plan.previous ? [plan.previous] : [])]);
  return refs.find(ref => ref.id === release);
}

export interface Running {
  readonly instances: readonly Instance[];
  /** Releases with instances, ready or not. */
  readonly releases: ReadonlySet<string>;
}

export async function whatRuns(place: Place): Promise<Running> {
  const instances = await callControl<Instance[]>(place.supervisorSocket, 'observe');
  return { instances, releases: new Set(instances.map(instance => instance.release)) };
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
    const own = (await whatRuns(place)).instances.filter(instance => instance.release === serving.id);
    if (own.some(instance => instance.ready)) return serving;
    if (own.length === 0 || performance.now() > end) return undefined;
    await sleep(pollMs);
  }
}

/** Releases that run and have no part in a deploy from one release to another: they are stopped at its end. */
export function leftovers(running: Running, next: string, previous: ReleaseRef | undefined): string[] {
  return [...running.releases].filter(id => id !== next && id !== previous?.id);
}
