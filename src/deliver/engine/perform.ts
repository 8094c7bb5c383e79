import type { Effect, Outcome } from '../release/state.ts';
import type { Clock, Release, Router, StartFailure, Target } from './ports.ts';
import type { Cause, RouterStats } from './table.ts';
import type { TableWriter } from './table-writer.ts';

/** What effects act upon. */
export interface World {
  readonly target: Target;
  readonly router: Router;
  readonly tables: TableWriter;
  readonly token: number;
  readonly deploy: string;
  /** Looks up a stored release; throws the failure `release-missing`. */
  readonly release: (id: string) => Promise<Release>;
  /** Keeps the whole of a start failure for the person; the journal holds only its first line. */
  readonly onStartFailure?: (failure: StartFailure) => void;
}

const drainPollMs = 20;

/** Does one effect and says how it ended. Idempotent; throws what it cannot do, to be tried again. */
export async function perform(
  effect: Effect,
  world: World,
  clock: Clock,
  signal: AbortSignal,
): Promise<Outcome> {
  const { target, token } = world;
  const started = clock.now();
  const tookMs = () => clock.now() - started;
  switch (effect.do) {
    case 'ensure': {
      const release = await world.release(effect.release);
      // Cancelled while it was looked up: a start must not come after the stop that undoes it.
      signal.throwIfAborted();
      const result = await target.ensure(token, release, effect.replicas);
      if (result.ok) return { of: 'ensure', ok: true, tookMs: tookMs() };
      world.onStartFailure?.(result.failure);
      return { of: 'ensure', ok: false, why: startFailure(result.failure) };
    }
    case 'smoke': {
      const result = await target.probe(effect.release, effect.paths, 1);
      return {
        of: 'smoke',
        passed: result.passed,
        total: result.total,
        ...(result.why ? { why: result.why } : {}),
      };
    }
    case 'probe': {
      const release = await world.release(effect.release);
      const result = await target.probe(effect.release, [release.run.readyPath], effect.count);
      return { of: 'probe', passed: result.passed, total: result.total };
    }
    case 'set-split':
      await world.tables.write(effect.split, effect.phase, signal);
      return { of: 'set-split', tookMs: tookMs() };
    case 'drain':
      return {
        of: 'drain',
        left: await drain(effect.release, effect.timeoutMs, world.router, clock, signal),
        tookMs: tookMs(),
      };
    case 'wait':
      await clock.sleep(Math.max(0, effect.until - clock.now()), signal);
      return { of: 'wait' };
    case 'read-metrics':
      return { of: 'read-metrics', ...measure(await world.router.stats(), effect.release, world.deploy) };
    case 'stop':
      await target.stop(token, effect.release);
      return { of: 'stop' };
    case 'trim':
      await target.trim(token, effect.release, effect.replicas);
      return { of: 'trim' };
    case 'stop-at':
      await target.stopAt(token, effect.release, effect.at);
      return { of: 'stop-at' };
  }
}

/** Waits until no request is in hand at the release, at most `timeoutMs`; returns how many are left. */
async function drain(
  release: string,
  timeoutMs: number,
  router: Router,
  clock: Clock,
  signal: AbortSignal,
): Promise<number> {
  const until = clock.now() + timeoutMs;
  for (;;) {
    const left = await router.inFlight(release);
    if (left === 0 || clock.now() >= until) return left;
    await clock.sleep(drainPollMs, signal);
  }
}

/** Failures that speak against the version itself, not against the router or the client. */
const versionCauses: readonly Cause[] = [
  'version-5xx',
  'reset-before-response',
  'reset-mid-response',
  'upstream-timeout',
];

function measure(stats: RouterStats, release: string, deploy: string): { requests: number; errors: number } {
  let [requests, errors] = [0, 0];
  for (const tally of stats.tallies) {
    if (tally.release !== release || tally.deploy !== deploy) continue;
    requests += tally.requests;
    for (const cause of versionCauses) errors += tally.byCause[cause] ?? 0;
  }
  return { requests, errors };
}

/** One sentence; the whole of it, with the last log lines, is printed from the failure itself. */
export function startFailure(failure: StartFailure): string {
  const probe = failure.lastProbe ? `; last answer of its readiness probe: ${failure.lastProbe}` : '';
  switch (failure.reason) {
    case 'exited': {
      const how = failure.signal ? `signal ${failure.signal}` : `exit code ${failure.exitCode ?? '?'}`;
      return `it exited with ${how} before it was ready${probe}`;
    }
    case 'not-ready':
      return `it was not ready within ${(failure.waitedMs ?? 0) / 1000} s${probe}`;
    case 'command-missing':
      return `its start command does not exist: ${failure.error ?? ''}`;
    case 'cannot-start':
      return `it cannot be started: ${failure.error ?? ''}`;
    case 'stopped':
      return 'it was stopped while it started';
    case 'no-port':
      return 'no free port was found for it';
  }
}
