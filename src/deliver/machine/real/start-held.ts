import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { identify } from '../../control/processes.ts';
import type { Exit, HeldProcess, Launch } from '../processes.ts';
import { held, heldAndTold } from './held.ts';
import { findProgram } from './program.ts';

/** Starts a shell that becomes the command once it reads a line. @throws ProgramMissing, or the error of spawn(2). */
export async function startHeld(launch: Launch): Promise<HeldProcess> {
  const { folder, environment, logFile } = launch;
  await findProgram(launch.command[0] ?? '', folder, environment['PATH']);
  const [command = '', ...args] = holding(launch);
  mkdirSync(dirname(logFile), { recursive: true });
  // What a process prints may be told in confidence.
  const log = await open(logFile, 'a', 0o600);
  const child = spawn(command, args, {
    cwd: folder,
    env: environment,
    stdio: ['pipe', log.fd, log.fd],
    detached: true,
  });
  const exited = exitOf(child);
  // It may have been killed before the line came; its exit says so.
  child.stdin?.on('error', () => undefined);
  try {
    await spawned(child);
  } finally {
    await log.close();
  }
  const pid = child.pid ?? 0;
  return {
    id: identify(pid) ?? { pid, startTime: 'ended' },
    exited,
    letGo: () => child.stdin?.end('go\n'),
    giveUp: () => child.stdin?.destroy(),
  };
}

const holding = ({ command, codeFile, ulimits }: Launch): readonly string[] =>
  codeFile === undefined ? held(command, ulimits) : heldAndTold(command, codeFile);

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise(resolve => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', () => resolve({ code: null, signal: null }));
  });
}

function spawned(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
}
