import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { cutFront } from './cut-front.ts';
import { type Cut, keepEnd, rotate } from './rotate.ts';

const newLog = () => join(mkdtempSync(join(tmpdir(), 'log-')), 'a.log');
const cannotCut: Cut = async () => false;

/** Ten bytes a line, numbered, as fast as they go out. */
const writer = `
  const { writeSync } = require('node:fs');
  let n = 0;
  const write = () => {
    for (let i = 0; i < 50; i += 1) {
      let lines = '';
      for (let k = 0; k < 100; k += 1) lines += String(n++).padStart(9, '0') + '\\n';
      writeSync(1, lines);
    }
    setImmediate(write);
  };
  process.on('SIGTERM', () => process.exit(0));
  write();
`;

/** All that came out of the files while a process wrote and its log was rotated ten times. */
async function written(log: string, cut: Cut): Promise<number[]> {
  const fd = openSync(log, 'a');
  const child = spawn('node', ['-e', writer], { stdio: ['ignore', fd, 'inherit'] });
  let seen = '';
  for (let rotations = 0; rotations < 10; ) {
    if ((await rotate(log, 300_000, cut)) > 0) {
      seen += readFileSync(`${log}.1`, 'latin1');
      rotations += 1;
    }
    await sleep(2);
  }
  child.kill('SIGTERM');
  await once(child, 'exit');
  seen += readFileSync(log, 'latin1');
  return (seen.match(/^\d{9}$/gm) ?? []).map(Number);
}

test('where the file system can cut a file at its beginning, no line is lost while a process writes', async context => {
  const log = newLog();
  writeFileSync(log, 'x'.repeat(20_000));
  if (!(await cutFront(log, 4_096))) context.skip('no FALLOC_FL_COLLAPSE_RANGE here');
  writeFileSync(log, '');
  const lines = await written(log, cutFront);
  expect(lines.length).toBeGreaterThan(10 * 25_000);
  expect(lines.findIndex((line, i) => line !== i)).toBe(-1);
});

test('elsewhere lines stay whole and in order, and none comes twice', async () => {
  const lines = await written(newLog(), cannotCut);
  expect(lines.findIndex((line, i) => i > 0 && line <= (lines[i - 1] ?? -1))).toBe(-1);
});

test('a log below its size is left alone, one above it goes to FILE.1 but for its end', async () => {
  for (const cut of [cutFront, cannotCut]) {
    const log = newLog();
    const text = Array.from({ length: 5_000 }, (_, i) => String(i).padStart(7, '0')).join('\n');
    writeFileSync(log, text);
    expect(await rotate(log, 50_000, cut)).toBe(0);
    expect(existsSync(`${log}.1`)).toBe(false);
    const taken = await rotate(log, 30_000, cut);
    expect(taken).toBe(statSync(`${log}.1`).size);
    expect(readFileSync(`${log}.1`, 'utf8') + readFileSync(log, 'utf8')).toBe(text);
    expect(statSync(log).size).toBeLessThan(4_097);
  }
});

test('only the end is kept of a log that has no FILE.1, at most its size', async () => {
  for (const cut of [cutFront, cannotCut]) {
    const log = newLog();
    for (let i = 0; i < 10; i += 1) appendFileSync(log, `${'x'.repeat(9_999)}\n`);
    appendFileSync(log, 'end\n');
    await keepEnd(log, 50_000, cut);
    expect(statSync(log).size).toBeLessThanOrEqual(50_000);
    expect(readFileSync(log, 'utf8').endsWith('x\nend\n')).toBe(true);
    expect(existsSync(`${log}.1`)).toBe(false);
  }
});

test('a log that is not there needs nothing', async () => {
  expect(await rotate(newLog())).toBe(0);
  await keepEnd(newLog());
});
