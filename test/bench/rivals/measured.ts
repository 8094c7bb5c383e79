import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from './rival.ts';

export interface Measured {
  readonly ms: number;
  /** The most memory that the process has held; 0 where /proc does not tell. */
  readonly maxMb: number;
}

const limitMs = 300_000;

/** Runs a whole process into an empty folder; undefined where it takes too long. @throws where it fails */
export async function measured(
  { argv, environment, output }: Command,
  folder: string,
): Promise<Measured | undefined> {
  rmSync(output, { recursive: true, force: true });
  mkdirSync(output, { recursive: true });
  const [program = '', ...args] = argv;
  const started = performance.now();
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: limitMs,
  });
  let [maxMb, said] = [0, ''];
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // The mark only rises: the last look before the end has all but what came after it.
  const watching = setInterval(() => (maxMb = Math.max(maxMb, highWater(child.pid))), 25);
  const code = await new Promise<number | null>(resolve => child.on('close', resolve));
  const ms = performance.now() - started;
  clearInterval(watching);
  if (ms >= limitMs) return undefined;
  if (code !== 0) throw new Error(`${argv.slice(0, 3).join(' ')} ended with ${code}: ${said.slice(0, 1000)}`);
  return { ms, maxMb };
}

function highWater(pid: number | undefined): number {
  try {
    const kb = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** How many objects of Kubernetes the YAML files below a folder hold. */
export function objectsBelow(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8').match(/^"?kind"?:/gm)?.length ?? 0)
    .reduce((sum, n) => sum + n, 0);
}
