import type { Machine } from '../machine.ts';
import { Cgroup } from './cgroup.ts';
import { findCgroupHome } from './cgroup-home.ts';
import { realClock } from './clock.ts';
import { limitsInForce, ulimitsFor, wantsCgroup } from './limits.ts';
import { realProcesses } from './processes.ts';

/** This machine. Only who composes the rooms names it; all others are handed what they need. */
export const realMachine: Machine = {
  clock: realClock,
  processes: realProcesses,
  limiter: {
    home: () => findCgroupHome(),
    group: async (home, name, limits) =>
      wantsCgroup(limits, home) ? Cgroup.create(home, name, limits) : undefined,
    reopen: folder => new Cgroup(folder),
    ulimits: ulimitsFor,
    inForce: limitsInForce,
  },
};
