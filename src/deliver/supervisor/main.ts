import { once } from 'node:events';
import type { Machine } from '../machine/machine.ts';
import { claimFolder } from './claim.ts';
import type { ErrandSpec } from './errand.ts';
import type { HookOrder } from './hook-record.ts';
import type { Driver } from './overseer.ts';
import { report } from './report.ts';
import { type EnsureRequest, Supervisor } from './supervisor.ts';

const rotateEveryMs = 1_000;

/** Of the calls below; version 1, which did not tell it, knew releases and no groups. */
const protocol = 2;

type Named = { token: number; group: string };

/** Runs the supervisor of one service in one environment until it is told to shut down. */
export async function runSupervisor(
  machine: Machine,
  options: { folder: string; socket: string },
): Promise<void> {
  const giveBack = await claimFolder(machine, options.folder);
  const supervisor = new Supervisor(options.folder, machine);
  const ending = new AbortController();
  // Serving first: of two that start at once, one finds the socket taken before it adopts anything.
  let recovered: Promise<void> | undefined;
  const after =
    <T>(act: (body: T) => unknown) =>
    async (body: unknown): Promise<unknown> => {
      await recovered;
      return act(body as T);
    };
  const server = await machine.sockets.serve(options.socket, {
    ensure: after<EnsureRequest>(body => supervisor.ensure(body)),
    stop: after<Named & { order: number }>(body => supervisor.stop(body.token, body.group, body.order)),
    trim: after<Named & { replicas: number }>(body => supervisor.trim(body.token, body.group, body.replicas)),
    announce: after<{ token: number }>(body => supervisor.announce(body.token)),
    hand: after<{ token: number; secrets: Record<string, Record<string, string>> }>(body =>
      supervisor.hand(body.token, body.secrets),
    ),
    stopAt: after<Named & { at: number }>(body => supervisor.stopAt(body.token, body.group, body.at)),
    observe: after(() => supervisor.observe()),
    probe: after<{ group: string; paths: string[]; rounds: number }>(body =>
      supervisor.probe(body.group, body.paths, body.rounds),
    ),
    logs: after<{ group: string; lines: number }>(body => supervisor.logs(body.group, body.lines)),
    keep: after<{ token: number; name: string; command: string[] }>(body =>
      supervisor.keep(body.token, body.name, body.command),
    ),
    companion: after<{ name: string }>(body => supervisor.companion(body.name)),
    runHook: after<HookOrder & { token: number }>(({ token, ...order }) => supervisor.runHook(token, order)),
    stopHook: after<{ token: number; id: string }>(body => supervisor.stopHook(body.token, body.id)),
    watch: after<Driver & { token: number }>(({ token, ...driver }) => supervisor.watch(token, driver)),
    continueDetached: after<Driver & { token: number }>(({ token, ...driver }) =>
      supervisor.continueDetached(token, driver),
    ),
    unwatch: after<{ token: number }>(body => supervisor.unwatch(body.token)),
    onMove: after<ErrandSpec & { token: number }>(({ token, ...command }) =>
      supervisor.onMove(token, command),
    ),
    health: after(() => ({ pid: machine.processes.own.pid, protocol })),
    shutDown: after<{ token: number }>(async body => {
      await supervisor.shutDown(body.token);
      machine.clock.alarm(0, () => ending.abort());
    }),
  });
  recovered = supervisor.recover();
  await recovered;
  const rotation = machine.clock.every(rotateEveryMs, () => void supervisor.rotateLogs().catch(report));
  if (!ending.signal.aborted) await once(ending.signal, 'abort');
  rotation.cancel();
  await server.close();
  await giveBack();
}
