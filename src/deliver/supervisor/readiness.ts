import type { RunSpec, StartFailure } from '../engine/ports.ts';
import type { Machine } from '../machine/machine.ts';
import type { InstanceExit, InstanceProcess } from './instance-process.ts';

const probeEveryMs = 30;

export interface Awaited {
  readonly machine: Machine;
  readonly started: Pick<InstanceProcess, 'exited'>;
  readonly port: number;
  readonly run: Pick<RunSpec, 'readyPath' | 'readyTimeoutMs' | 'probeTimeoutMs'>;
  /** True once it has been told to stop: the wait is over then. */
  readonly stopped: () => boolean;
  /** What it wrote since it was started, at most 20 lines. */
  readonly lastLines: () => Promise<string[]>;
}

/** Waits until an instance answers its readiness path with 200; why not, when it does not. */
export async function awaitReady(awaited: Awaited): Promise<StartFailure | undefined> {
  const { port, run, stopped, lastLines } = awaited;
  const { clock, sockets } = awaited.machine;
  const until = clock.monotonic() + run.readyTimeoutMs;
  const ending: { exit?: InstanceExit } = {};
  void awaited.started.exited.then(exit => {
    ending.exit = exit;
  });
  let lastProbe = 'none yet';
  while (clock.monotonic() < until && !stopped()) {
    const answer = await sockets.probe(port, run.readyPath, run.probeTimeoutMs);
    const { exit } = ending;
    if (exit) {
      return {
        reason: 'exited',
        exitCode: exit.code,
        signal: exit.signal,
        ...(exit.outOfMemory ? { outOfMemory: true } : {}),
        lastProbe,
        lastLines: await lastLines(),
      };
    }
    if (answer.ok) return undefined;
    lastProbe = answer.text;
    await clock.sleep(probeEveryMs);
  }
  if (stopped()) return { reason: 'stopped', lastProbe, lastLines: [] };
  if (lastProbe === 'connection refused') {
    lastProbe += `, nothing listens on 127.0.0.1:${port}, which its PORT names`;
  }
  return { reason: 'not-ready', waitedMs: run.readyTimeoutMs, lastProbe, lastLines: await lastLines() };
}
