import { randomBytes, randomInt } from 'node:crypto';
import { callControl } from '../../control/call.ts';
import { serveControl } from '../../control/serve.ts';
import type { Machine } from '../machine.ts';
import { Cgroup } from './cgroup.ts';
import { findCgroupHome } from './cgroup-home.ts';
import { realClock } from './clock.ts';
import { limitsInForce, ulimitsFor, wantsCgroup } from './limits.ts';
import { isFree, quietPorts } from './ports.ts';
import { probe } from './probe.ts';
import { realProcesses } from './processes.ts';

/** This machine. Only who composes the rooms names it; all others are handed what they need. */
export const realMachine: Machine = {
  clock: realClock,
  ids: {
    below: limit => randomInt(limit),
    hex: digits =>
      randomBytes(Math.ceil(digits / 2))
        .toString('hex')
        .slice(0, digits),
  },
  processes: realProcesses,
  limiter: {
    home: () => findCgroupHome(),
    group: async (home, name, limits) =>
      wantsCgroup(limits, home) ? Cgroup.create(home, name, limits) : undefined,
    reopen: folder => new Cgroup(folder),
    ulimits: ulimitsFor,
    inForce: limitsInForce,
  },
  sockets: { probe, isFree, quietPorts, call: callControl, serve: serveControl },
};
