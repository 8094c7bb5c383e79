import { randomBytes, randomInt } from 'node:crypto';
import { callControl } from '../../control/call.ts';
import { serveControl } from '../../control/serve.ts';
import { realDisk } from '../../durable/disk.ts';
import type { Machine } from '../machine.ts';
import { Cgroup } from './cgroup.ts';
import { findCgroupHome } from './cgroup-home.ts';
import { realClock } from './clock.ts';
import { realFiles } from './files.ts';
import { limitsInForce, ulimitsFor, wantsCgroup } from './limits.ts';
import { logFiles, sizeOf, tail } from './logs.ts';
import { isFree, quietPorts } from './ports.ts';
import { probe } from './probe.ts';
import { realProcesses } from './processes.ts';
import { keepEnd, rotate } from './rotate.ts';

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
  disk: realDisk,
  files: realFiles,
  logs: {
    tail,
    size: sizeOf,
    list: logFiles,
    rotate: file => rotate(file),
    keepEnd: file => keepEnd(file),
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
