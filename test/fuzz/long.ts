/** npm run test:long [-- --inputs N --seed N]: a million texts for each parser, and its slowest on 64 KB. */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { largeTexts } from './large.ts';
import { inputsFrom } from './mutate.ts';
import type { Parser } from './parser.ts';
import { parsers } from './parsers/index.ts';
import { Random } from './random.ts';

const { values } = parseArgs({
  options: { inputs: { type: 'string' }, seed: { type: 'string' }, parser: { type: 'string' } },
});
const inputs = Number(values.inputs ?? 1_000_000);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
/** A text of 64 KB may take this long. */
const limitMs = 100;
const size = 65_536;
/** Of each kind of failure. */
const shown = 5;

interface Result {
  readonly name: string;
  readonly crashes: number;
  readonly slow: number;
  readonly slowestMs: number;
  readonly largest: number;
  readonly seconds: number;
}

/**
 * How long a text takes on a machine that does nothing else, at most: the clock counts what other programs take, and
 * the CPU time what the collector of garbage takes beside it. What is slow only now and then may have met either.
 */
function timed(read: Parser['read'], text: string): number {
  let least = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 20 && least > limitMs; turn++) {
    const { user, system } = process.cpuUsage();
    const from = performance.now();
    read(text);
    const elapsed = performance.now() - from;
    const used = process.cpuUsage({ user, system });
    least = Math.min(least, elapsed, (used.user + used.system) / 1000);
  }
  return least;
}

function fuzz({ name, read, seeds, texts = 1 }: Parser): Result {
  const started = performance.now();
  let [crashes, slow, slowestMs, largest] = [0, 0, 0, 0];
  const attempt = (text: string, n: number) => {
    try {
      const ms = timed(read, text);
      slowestMs = Math.max(slowestMs, ms);
      if (ms <= limitMs) return;
      slow += 1;
      if (slow <= shown)
        console.log(`${name}: input ${n} took ${ms.toFixed(0)} ms: ${JSON.stringify(text.slice(0, 80))}…`);
    } catch (error) {
      crashes += 1;
      if (crashes <= shown)
        console.log(`${name}: input ${n} threw ${String(error)}: ${JSON.stringify(text.slice(0, 2000))}`);
    }
  };
  const next = inputsFrom(seeds, new Random(seed));
  for (let n = 0; n < inputs; n++) {
    const text = next();
    largest = Math.max(largest, text.length);
    attempt(text, n);
  }
  for (const [n, text] of largeTexts(seeds, new Random(seed), size / texts).entries())
    attempt(text, inputs + n);
  return { name, crashes, slow, slowestMs, largest, seconds: (performance.now() - started) / 1000 };
}

/** In a process of its own: what one parser leaves behind, or uses up, is not the next one's. */
function fuzzApart(name: string): Promise<boolean> {
  const args = ['--parser', name, '--inputs', String(inputs), '--seed', String(seed)];
  const child = spawn(process.execPath, [...process.argv.slice(1, 2), ...args], { stdio: 'inherit' });
  return new Promise(resolve => child.on('close', code => resolve(code === 0)));
}

/** As many at once as the machine has processors. */
async function fuzzAll(names: readonly string[]): Promise<readonly boolean[]> {
  const [waiting, passed]: [string[], boolean[]] = [[...names], []];
  const worker = async () => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift())
      passed.push(await fuzzApart(name));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return passed;
}

const only = parsers.find(({ name }) => name === values.parser);
if (only) {
  const { name, crashes, slow, slowestMs, largest, seconds } = fuzz(only);
  console.log(
    `${name.padEnd(28)} ${inputs} inputs, ${crashes} crashes, ${slow} over ${limitMs} ms, slowest ${slowestMs.toFixed(1)} ms, largest ${largest} characters, ${seconds.toFixed(0)} s`,
  );
  process.exitCode = crashes + slow === 0 ? 0 : 1;
} else {
  const passed = await fuzzAll(parsers.map(({ name }) => name));
  const failed = passed.filter(isPassed => !isPassed).length;
  console.log(`seed ${seed}: ${passed.length - failed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
