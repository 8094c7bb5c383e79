import type { Alarm, Clock } from '../machine/clock.ts';

/** A clock that was set, or a machine that slept, is noticed this soon. */
const lookEveryMs = 30_000;

/** Calls `act` at an hour of the wall clock (ms since the epoch), never before it; at once when it has passed. */
export function alarmAt(clock: Clock, at: number, act: () => void): Alarm {
  let piece: Alarm;
  const wait = (): void => {
    const leftMs = at - clock.now();
    piece = clock.alarm(Math.max(0, Math.min(leftMs, lookEveryMs)), () =>
      clock.now() < at ? wait() : act(),
    );
  };
  wait();
  return { cancel: () => piece.cancel() };
}
