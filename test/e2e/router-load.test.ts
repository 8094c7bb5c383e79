import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type LoadHandle,
  type LoadOptions,
  type LoadReport,
  startLoad,
} from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { rig, until, useRouter } from './router-support.ts';

useRouter();

let data: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'orders-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(data, { recursive: true });
});

interface Orders {
  readonly port: number;
  readonly child: ChildProcess;
  readonly exited: Promise<number | null>;
}

/** An instance of the example, on a free port; all share one data folder. */
async function orders(version: string): Promise<Orders> {
  const server = new URL(`../../examples/orders/${version}/server.js`, import.meta.url).pathname;
  const child = spawn(process.execPath, [server], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: data },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const port = await new Promise<number>(resolve => {
    createInterface({ input: child.stdout }).on('line', line => {
      const entry = JSON.parse(line) as { message: string; port: number };
      if (entry.message === 'ready') resolve(entry.port);
    });
  });
  return { port, child, exited };
}

const load = (options: Partial<LoadOptions> = {}): LoadHandle =>
  startLoad({
    url: rig.url,
    requestsPerSecond: 200,
    rampMs: 0,
    connections: 16,
    workload: ordersWorkload(),
    ...options,
  });

const reaches = (running: LoadHandle, count: number) => until(() => running.snapshot().ok >= count);

/** How often each acknowledged order is stored; all must be 1. */
function storedOnce(report: LoadReport): boolean {
  const counts = new Map<string, number>();
  for (const line of readFileSync(join(data, 'orders.jsonl'), 'utf8').trimEnd().split('\n')) {
    const { id } = JSON.parse(line) as { id: string };
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return report.acknowledged.every(id => counts.get(id) === 1);
}

/** Both sides counted the same requests, and the same of them as not well. */
async function reconcile(report: LoadReport): Promise<void> {
  await until(async () => (await rig.totals()).requests >= report.started);
  const { requests, byCause } = await rig.totals();
  const { 'version-5xx': own = 0, ...lost } = byCause;
  expect(requests).toBe(report.started);
  expect(own).toBe(report.ownErrors);
  expect(report.ok + report.ownErrors + report.lost).toBe(report.started);
  expect(Object.values(lost).reduce((a, b) => a + b, 0)).toBe(report.lost);
}

describe('under load', () => {
  it('fifty changes of the table lose nothing, and client and router count the same', async () => {
    const [a, b] = [await orders('v1'), await orders('v2')];
    await rig.give({ a: [a], b: [b] }, { a: 1 });
    const running = load();
    for (let i = 1; i <= 50; i += 1) {
      await reaches(running, i * 15);
      const removed = i % 4 === 0;
      if (i % 2) await rig.give({ a: [a], b: [b] }, { b: 1 });
      else await rig.give(removed ? { a: [a] } : { a: [a], b: [b] }, { a: 1 });
    }
    const report = await running.stop();
    expect(report.lostByCause).toEqual({});
    expect(report.byStatus).toEqual({ 200: expect.any(Number) as number, 201: report.acknowledged.length });
    expect(storedOnce(report)).toBe(true);
    await reconcile(report);
    expect(await rig.totals()).toMatchObject({ retried: 0, byCause: {} });
  });

  it('an old version that is drained and stopped loses nothing, slow uploads included', async () => {
    const old = await orders('v1');
    await rig.give({ old: [old] }, { old: 1 });
    const running = load({ slowPostShare: 0.2, slowPostMs: 500 });
    await reaches(running, 200);
    const next = await orders('v2');
    await rig.give({ old: [old], next: [next] }, { next: 1 });
    await until(async () => (await rig.inFlight('old')).all === 0);
    old.child.kill('SIGTERM');
    expect(await old.exited).toBe(0);
    await rig.give({ next: [next] }, { next: 1 });
    await reaches(running, 400);
    const report = await running.stop();
    expect(report.lostByCause).toEqual({});
    expect(storedOnce(report)).toBe(true);
    await reconcile(report);
  });

  it('a hold of two seconds loses nothing, and each write that waited is stored once', async () => {
    const [a, b] = [await orders('v1'), await orders('v2')];
    await rig.give({ a: [a], b: [b] }, { a: 1 });
    const running = load({ slowPostShare: 0.2, slowPostMs: 500 });
    await reaches(running, 200);
    await rig.give({ a: [a], b: [b] }, {});
    await until(async () => (await rig.inFlight('a')).all === 0);
    await new Promise(resolve => setTimeout(resolve, 2_000));
    const { held, inFlight } = await rig.stats();
    expect(held).toBeGreaterThan(200);
    expect(inFlight).toEqual({ a: { all: 0, retired: 0 }, b: { all: 0, retired: 0 } });
    await rig.give({ a: [a], b: [b] }, { b: 1 });
    await reaches(running, 800);
    const report = await running.stop();
    expect(report.lostByCause).toEqual({});
    expect(storedOnce(report)).toBe(true);
    await reconcile(report);
    expect(await rig.totals()).toMatchObject({ retried: 0, byCause: {} });
  });

  it('kill -9 of an instance loses only what it had in hand, and each loss has its cause on both sides', async () => {
    const [a, b] = [await orders('v1'), await orders('v1')];
    await rig.give({ a: [a, b] }, { a: 1 });
    const running = load({ slowPostShare: 0.5, slowPostMs: 1_000 });
    await reaches(running, 200);
    const before = running.snapshot();
    await until(async () => (await rig.inFlight('a')).all >= 10);
    const { all: inHand } = await rig.inFlight('a');
    a.child.kill('SIGKILL');
    await a.exited;
    await reaches(running, 500);
    const report = await running.stop();
    expect(before.lost).toBe(0);
    expect(report.lost).toBeGreaterThan(0);
    expect(report.lost).toBeLessThanOrEqual(inHand + 5);
    expect(Object.keys(report.lostByCause)).toEqual(['router:reset-before-response']);
    expect(report.losses.every(({ method }) => method === 'POST')).toBe(true);
    expect((await rig.totals()).byCause).toEqual({ 'reset-before-response': report.lost });
    expect(storedOnce(report)).toBe(true);
    await reconcile(report);
  });

  it('a version that exits at once on SIGTERM loses what it has in hand, and the ledger says so', async () => {
    const [bad, good] = [await orders('abrupt'), await orders('v2')];
    await rig.give({ bad: [bad] }, { bad: 1 });
    const running = load({ slowPostShare: 1, slowPostMs: 1_000 });
    await until(async () => (await rig.inFlight('bad')).all >= 10);
    await rig.give({ bad: [bad], good: [good] }, { good: 1 }, { mark: { deploy: 'd1', phase: 'stop' } });
    bad.child.kill('SIGTERM');
    expect(await bad.exited).toBe(0);
    await reaches(running, 100);
    const report = await running.stop();
    expect(report.lost).toBeGreaterThan(0);
    expect(report.lostByCause).toEqual({ 'router:reset-before-response': report.lost });
    const tally = (await rig.stats()).tallies.find(
      ({ release, phase }) => release === 'bad' && phase === 'stop',
    );
    expect(tally).toMatchObject({ deploy: 'd1', byCause: { 'reset-before-response': report.lost } });
    await reconcile(report);
  });

  it('a version with a bug answers one request in ten with 500: its own errors, nothing lost', async () => {
    const bad = await orders('v3');
    await rig.give({ bad: [bad] }, { bad: 1 });
    const seed = await orders('v1');
    await rig.give({ seed: [seed] }, { seed: 1 });
    const running = load();
    await reaches(running, 300);
    await rig.give({ bad: [bad] }, { bad: 1 });
    running.mark('bad');
    await until(() => (running.snapshot().windows[1]?.started ?? 0) >= 400);
    const report = await running.stop();
    const window = report.windows.at(-1);
    const share = (window?.ownErrors ?? 0) / (window?.started ?? 1);
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.15);
    expect(report.lost).toBe(0);
    await reconcile(report);
  });
});
