import type { Machine } from '../../machine/machine.ts';
import type { ProcessId } from '../../machine/processes.ts';

/** A command of this program, started by the supervisor when nobody else is there to do so. */
export interface Errand {
  readonly argv: readonly string[];
  readonly folder: string;
}

/** Sees to it that a deploy does not stand still when the command that drives it dies. */
export interface Oversight {
  /**
   * From now on the supervisor looks after this process: when it has gone without `unwatch`, `carryOn` is started, again
   * and again with back-off (2 s doubling to 60 s) until it ends with exit code 0.
   */
  watch(token: number, carryOn: Errand): Promise<void>;
  /** The deploy has ended. */
  unwatch(token: number): Promise<void>;
  /** This process ends on purpose: `carryOn` is started as soon as it has gone. */
  continueDetached(token: number, carryOn: Errand): Promise<void>;
  /** `rewrite` is started when an instance came back on another port: it writes the router's table from `observe`. */
  onMove(token: number, rewrite: Errand): Promise<void>;
}

/** By the supervisor that listens on `socket`. What it starts gets the values of open variables by its environment. */
export function oversight(
  { processes, sockets }: Pick<Machine, 'processes' | 'sockets'>,
  socket: string,
): Oversight {
  const call = async (method: string, body: object): Promise<void> => sockets.call(socket, method, body);
  return {
    watch: (token, carryOn) => call('watch', { token, ...driver(processes), ...carryOn }),
    unwatch: token => call('unwatch', { token }),
    continueDetached: (token, carryOn) =>
      call('continueDetached', { token, ...driver(processes), ...carryOn }),
    onMove: (token, rewrite) => call('onMove', { token, ...rewrite }),
  };
}

const driver = (processes: Machine['processes']): ProcessId =>
  processes.identify(processes.own.pid) ?? { pid: processes.own.pid, startTime: '' };
