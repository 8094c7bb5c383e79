import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ControlUnreachable, callControl } from '../../deliver/control/call.ts';
import { identify, isAlive } from '../../deliver/control/processes.ts';
import { realMachine } from '../../deliver/machine/real/machine.ts';
import type { RouterHealth } from '../../deliver/router/admin.ts';
import type { CompanionStatus } from '../../deliver/supervisor/companion.ts';
import { failure } from '../../errors/index.ts';
import { type Place, socketNote } from './place.ts';

/** argv of this program, to start its long-lived processes with. */
export type Self = readonly string[];

const patienceMs = 10_000;
const pollMs = 15;

/** Starts the supervisor of the place unless it runs. @throws Failure `supervisor-failed` with its last log lines. */
export async function startSupervisor(place: Place, self: Self): Promise<void> {
  if (await answers(place.supervisorSocket)) return;
  const logFile = join(place.folder, 'logs', 'supervisor.log');
  mkdirSync(join(place.folder, 'logs'), { recursive: true });
  writeFileSync(join(place.folder, socketNote), dirname(place.supervisorSocket));
  const log = openSync(logFile, 'a');
  const [command, ...args] = [
    ...self,
    'supervisor',
    '--folder',
    place.folder,
    '--socket',
    place.supervisorSocket,
  ];
  const child = spawn(command, args, { cwd: '/', detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  child.unref();
  const ready = await until(
    () => answers(place.supervisorSocket),
    () => child.exitCode !== null,
  );
  if (!ready)
    throw failure('supervisor-failed', { logFile }, { detail: await realMachine.logs.tail(logFile, 20) });
}

/** Where the router listened last, for the commands that read no document. */
const listenNote = 'listen.json';

/** Where the router of the place listened when it last started; undefined when it never did. */
export function lastListened(place: Place): { host: string; port: number } | undefined {
  try {
    return JSON.parse(readFileSync(join(place.folder, listenNote), 'utf8')) as { host: string; port: number };
  } catch {
    return undefined;
  }
}

/** Starts the router on host and port unless it runs already, and says where it listens. */
export async function startRouter(
  place: Place,
  self: Self,
  wanted: { host: string; port: number; service: string; token: number },
): Promise<RouterHealth> {
  const running = await routerHealth(place);
  if (running) return running;
  const { host, port, service, token } = wanted;
  const flags = [
    '--socket',
    place.routerSocket,
    '--table',
    place.tableFile,
    '--host',
    host,
    '--port',
    String(port),
  ];
  const command = [...self, 'router', ...flags, '--service', service];
  const socket = place.supervisorSocket;
  await callControl(socket, 'keep', { token, name: 'router', command });
  let status: CompanionStatus | undefined;
  await until(
    async () => (await routerHealth(place)) !== undefined,
    async () => {
      status = await callControl<CompanionStatus>(socket, 'companion', { name: 'router' });
      return !status.alive;
    },
  );
  const health = await routerHealth(place);
  if (!health) throw failure('router-failed', { host, port }, { detail: status?.lastLines ?? [] });
  writeFileSync(join(place.folder, listenNote), JSON.stringify({ host: health.host, port: health.port }));
  return health;
}

const shutDownTimeoutMs = 600_000;

/** Ends router, instances and supervisor; resolves when the last of them is gone. */
export async function endSupervisor(place: Place, token: number): Promise<void> {
  const { pid } = await callControl<{ pid: number }>(place.supervisorSocket, 'health');
  const supervisor = identify(pid);
  await callControl(place.supervisorSocket, 'shutDown', { token }, { timeoutMs: shutDownTimeoutMs });
  if (supervisor)
    await until(
      async () => !isAlive(supervisor),
      () => false,
    );
}

export async function routerHealth(place: Place): Promise<RouterHealth | undefined> {
  return callControl<RouterHealth>(place.routerSocket, 'health').catch(unlessReachable);
}

export async function supervisorRuns(place: Place): Promise<boolean> {
  return answers(place.supervisorSocket);
}

async function answers(socket: string): Promise<boolean> {
  const health = await callControl(socket, 'health', undefined, { timeoutMs: patienceMs }).catch(
    unlessReachable,
  );
  return health !== undefined;
}

function unlessReachable(error: unknown): undefined {
  if (error instanceof ControlUnreachable) return undefined;
  throw error;
}

/** Polls until `done`; false when `over` says so first or patience ends. */
async function until(done: () => Promise<boolean>, over: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (performance.now() < end) {
    if (await done()) return true;
    if (await over()) return done();
    await sleep(pollMs);
  }
  return false;
}
