import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import type { run } from './run.ts';

export interface Bundle {
  readonly run: typeof run;
}

/**
 * How much a function has to run before V8 optimises it: seven times the usual. Most of what a command runs it runs a few
 * times, and compiling that takes longer than it saves: a quarter of a short command, a fifth of one on 300 services.
 */
const patience = '--interrupt-budget=1000000';

/**
 * Loads dist/cli.cjs with the code cache that the build left beside it, so that a command starts with its functions
 * compiled. Without a cache, or with one of another Node, it is compiled as usual.
 */
export function loadBundle(folder: string): { bundle: Bundle; script: Script } {
  // A V8 that no longer has the flag would complain on stderr.
  if (Number.parseInt(process.versions.node, 10) <= 24) setFlagsFromString(patience);
  const file = join(folder, 'cli.cjs');
  // A function expression, as the build leaves it, and ASCII: one byte a character is neither decoded nor widened.
  const source = readFileSync(file, 'latin1');
  const cachedData = readIfThere(join(folder, 'cli.cache'));
  const script = new Script(source, { filename: file, ...(cachedData && { cachedData }) });
  const module = { exports: {} as Bundle };
  const wrapper = script.runInThisContext() as (...args: unknown[]) => void;
  wrapper(module.exports, createRequire(file), module);
  return { bundle: module.exports, script };
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}
