import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RunSpec } from '../../engine/ports.ts';
import type { Machine } from '../../machine/machine.ts';
import { realMachine } from '../../machine/real/machine.ts';
import { type EnsureRequest, Supervisor, type SupervisorOptions } from '../supervisor.ts';

/** It ends with the test, and all that it runs. */
export function newSupervisor(
  folder = mkdtempSync(join(tmpdir(), 'sup-')),
  { machine, ...options }: SupervisorOptions & { readonly machine?: Partial<Machine> } = {},
): { supervisor: Supervisor; folder: string } {
  const supervisor = new Supervisor(folder, { ...realMachine, ...machine }, options);
  onTestFinished(() => supervisor.shutDown(1_000));
  return { supervisor, folder };
}

/** A service that tells its environment, and ends well. */
export const good = `
  const http = require('node:http');
  const server = http.createServer((q, s) => s.end(JSON.stringify(process.env))).listen(process.env.PORT, '127.0.0.1');
  process.on('SIGTERM', () => server.close(() => process.exit(0)) && server.closeIdleConnections());
`;

/** Two instances of a script, as group `aaa`. */
export function request(
  script: string,
  options: Partial<Omit<EnsureRequest, 'run'>> & { run?: Partial<RunSpec> } = {},
): EnsureRequest {
  const folder = mkdtempSync(join(tmpdir(), 'rel-'));
  writeFileSync(join(folder, 'server.cjs'), script);
  return {
    token: 1,
    order: 1,
    group: 'aaa',
    release: 'aaa',
    replicas: 2,
    folder,
    environment: {},
    secrets: {},
    ...options,
    run: {
      command: ['node', 'server.cjs'],
      environment: {},
      requiredVariables: [],
      optionalVariables: [],
      volumes: [],
      readyPath: '/ready',
      livePath: '/live',
      probeTimeoutMs: 500,
      readyTimeoutMs: 5_000,
      graceMs: 500,
      ...options.run,
    },
  };
}

export async function eventually<T>(look: () => T | undefined | false): Promise<T> {
  for (let i = 0; i < 500; i += 1) {
    const seen = look();
    if (seen) return seen;
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  throw new Error('it never happened');
}
