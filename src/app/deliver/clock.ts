import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../deliver/engine/ports.ts';

/** setTimeout holds 31 bits; a longer wait is taken in pieces. */
const longestMs = 2 ** 31 - 1;

/** The clock of this machine. */
export const clock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    for (let left = ms; left >= 0; left -= longestMs)
      await sleep(Math.min(left, longestMs), undefined, signal ? { signal } : {});
  },
};
