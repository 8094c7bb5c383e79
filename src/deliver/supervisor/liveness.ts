import type { Machine } from '../machine/machine.ts';
import type { Answer } from '../machine/sockets.ts';
import type { ManagedProcess } from './managed-process.ts';

/** So many bad answers in a row, and it is taken for hung. */
const failuresTolerated = 3;
/** A look that comes this much too late says that the machine slept or starves: nothing about the instance. */
const lateMs = 1_000;

export interface Watched {
  readonly machine: Machine;
  readonly process: ManagedProcess;
  readonly port: number;
  readonly livePath: string;
  readonly readyPath: string;
  /** Its readiness path has answered 200: it has been seen to speak HTTP. */
  readonly wasReady: () => boolean;
  readonly timeoutMs: number;
  readonly everyMs: number;
  /** True once it has been told to stop: a process that drains is left alone. */
  readonly stopped: () => boolean;
}

/**
 * Asks a process that is up for its live path. Resolves with the last answer when three in a row were not 200, or with
 * undefined when it has ended or been told to stop. A live path that never answered 200 is no measure, and kills nobody;
 * whoever has been ready and is silent on both paths has hung before it could answer.
 */
export async function untilHung(watched: Watched): Promise<string | undefined> {
  const { clock, sockets } = watched.machine;
  const { process, port, livePath, timeoutMs, everyMs, stopped } = watched;
  let [proven, failures] = [false, 0];
  const ending = new AbortController();
  void process.exited.then(() => ending.abort());
  for (;;) {
    const due = clock.monotonic() + everyMs;
    await clock.sleep(everyMs, ending.signal).catch(() => undefined);
    const late = clock.monotonic() > due + lateMs;
    const answer = ending.signal.aborted ? undefined : await sockets.probe(port, livePath, timeoutMs);
    if (!answer || ending.signal.aborted || stopped()) return undefined;
    proven ||= answer.ok;
    if (answer.ok) failures = 0;
    else if (!late && (proven || (await isSilent(watched, answer)))) failures += 1;
    if (failures === failuresTolerated) return answer.text;
  }
}

async function isSilent(watched: Watched, { spoke }: Answer): Promise<boolean> {
  const { machine, port, readyPath, timeoutMs, wasReady } = watched;
  if (spoke || !wasReady()) return false;
  return !(await machine.sockets.probe(port, readyPath, timeoutMs)).spoke;
}
