import type { Disk } from '../durable/disk.ts';
import type { Clock } from './clock.ts';
import type { Files, Logs } from './files.ts';
import type { Ids } from './ids.ts';
import type { Limiter } from './limiter.ts';
import type { Processes } from './processes.ts';
import type { Sockets } from './sockets.ts';

/** All that the delivery needs of the machine under it. Tests give another one, in which time is virtual. */
export interface Machine {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly disk: Disk;
  readonly files: Files;
  readonly logs: Logs;
  readonly processes: Processes;
  readonly limiter: Limiter;
  readonly sockets: Sockets;
}
