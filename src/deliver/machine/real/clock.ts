import { setTimeout as sleep } from 'node:timers/promises';
import type { Alarm, Clock } from '../clock.ts';

/** setTimeout holds 31 bits; a longer wait is taken in pieces. */
const longestTimerMs = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    for (let left = ms; left >= 0; left -= longestTimerMs)
      await sleep(Math.min(left, longestTimerMs), undefined, signal ? { signal } : {});
  },
  alarm,
  every: (ms, act) => {
    const timer = setInterval(act, ms);
    return { cancel: () => clearInterval(timer) };
  },
};

function alarm(ms: number, act: () => void): Alarm {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    const piece = Math.max(0, Math.min(left, longestTimerMs));
    timer = setTimeout(() => (left > piece ? wait(left - piece) : act()), piece);
  };
  wait(ms);
  return { cancel: () => clearTimeout(timer) };
}
