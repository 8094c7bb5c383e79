import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Failure } from '../errors/index.ts';
import { forkLoad } from './load-process.ts';

/** A program that behaves as `script` says when it is started as the load generator. */
function program(script: string): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'load-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'program.cjs');
  writeFileSync(file, script);
  return [process.execPath, file];
}

const flags = { url: 'http://127.0.0.1:1', requestsPerSecond: 1, connections: 1 };
const outcome = (stopped: Promise<unknown>) => stopped.catch((error: Failure) => error.problems[0]?.message);

test('a load generator that dies before it is told to stop is a named failure, and nobody waits for its report', async () => {
  const load = forkLoad(program('process.exit(3)'), flags);
  load.mark('v2');
  const message = 'the load generator ended before it was told to (exit code 3)';
  expect(await outcome(load.stop())).toBe(message);
  load.mark('v3');
  expect(await outcome(load.stop())).toBe(message);
});

test('a load generator that is killed while it is stopped is named with the signal', async () => {
  const load = forkLoad(program("process.on('message', () => process.kill(process.pid, 'SIGKILL'))"), flags);
  expect(await outcome(load.stop())).toBe('the load generator ended before it was told to (SIGKILL)');
});

test('the report of a load generator that ends right after it is not lost', async () => {
  const script = "process.on('message', () => process.send({ lost: 0 }, () => process.exit(0)))";
  expect(await forkLoad(program(script), flags).stop()).toEqual({ lost: 0 });
});
