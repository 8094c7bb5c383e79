import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { ControlUnreachable, callControl } from '../../src/deliver/control/call.ts';
import type { Release, RunSpec } from '../../src/deliver/engine/ports.ts';
import { realMachine } from '../../src/deliver/machine/real/machine.ts';
import { markedProcesses } from '../../src/deliver/supervisor/marked.ts';
import { processTarget } from '../../src/deliver/targets/process/process-target.ts';

const bundle = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));

/** A supervisor in a process of its own, that can be killed and started again over the same state. */
export class SupervisorRig {
  readonly folder = mkdtempSync(join(tmpdir(), 'supervised-'));
  readonly socket = join(this.folder, 's');
  readonly tree = join(this.folder, 'tree');
  process: ChildProcess | undefined;

  readonly target = processTarget({
    sockets: realMachine.sockets,
    socket: this.socket,
    tree: () => this.folder,
    volumeFolder: name => join(this.folder, name),
    variables: { SESAME: 'open-sesame' },
  });

  /** `script` is what every instance runs. */
  constructor(script: string) {
    writeFileSync(join(this.folder, 'server.cjs'), script);
    onTestFinished(async () => {
      this.process?.kill('SIGKILL');
      for (const { process: left } of await markedProcesses(realMachine.processes, this.folder))
        process.kill(left.pid, 'SIGKILL');
      rmSync(this.folder, { recursive: true, force: true });
    });
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const words = [bundle, 'supervisor', '--folder', this.folder, '--socket', this.socket];
    this.process = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'inherit'] });
    await eventually(async () => (await this.call('health')) !== undefined);
  }

  async kill(): Promise<void> {
    this.process?.kill('SIGKILL');
    if (this.process?.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
  }

  /** Undefined where nobody answers. */
  async call<T>(method: string, body?: unknown): Promise<T | undefined> {
    return callControl<T>(this.socket, method, body).catch((error: unknown) => {
      if (error instanceof ControlUnreachable) return undefined;
      throw error;
    });
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  release(id: string, run: Partial<RunSpec> = {}): Release {
    return {
      schemaVersion: 1,
      id,
      digest: id,
      version: id,
      service: 's',
      run: {
        command: ['node', 'server.cjs'],
        environment: {},
        requiredVariables: [],
        optionalVariables: [],
        volumes: [],
        readyPath: '/ready',
        livePath: '',
        probeTimeoutMs: 1_000,
        readyTimeoutMs: 20_000,
        graceMs: 300,
        ...run,
      },
    };
  }
}

export async function eventually(look: () => Promise<boolean>): Promise<void> {
  for (let i = 0; i < 1_000; i += 1) {
    if (await look()) return;
    await sleep(20);
  }
  throw new Error('it never happened');
}
