import type { StartFailure } from './ports.ts';

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
