import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, expect, test } from 'vitest';
import { placeOf } from '../../src/app/place.ts';
import { type LoadHandle, startLoad } from '../../src/deliver/load/load.ts';
import { connectRouter } from '../../src/deliver/router/client.ts';
import { commandLines, ended, TestProject, unusedPort, wellBehaved } from './project.ts';

interface Document {
  ok: boolean;
  url: string;
  deploy: { outcome: string; version: string } | null;
  recovered: { outcome: string; version: string } | null;
}

const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo();
});

const saying = (words: string) => wellBehaved.replace("'hello'", JSON.stringify(words));
/** Ready and smoke-tested, and then every third request is answered 500. */
const rotten = wellBehaved.replace(
  'response.end(',
  "request.url === '/' && Math.random() < 0.3 ? response.writeHead(500).end('broken') : response.end(",
);

async function underLoad(
  script = saying('v1'),
): Promise<{ project: TestProject; load: LoadHandle; url: string }> {
  const project = new TestProject({
    port: await unusedPort(),
    rollout: { bake_seconds: 1, min_requests: 50 },
  });
  cleanup.push(() => project.run('down', '.'));
  project.write(script);
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  const load = startLoad({
    url,
    requestsPerSecond: 200,
    postShare: 0.5,
    connections: 8,
    workload: { get: () => '/', post: () => ({ path: '/', body: '{}', idOf: () => undefined }) },
  });
  return { project, load, url };
}

/** SIGKILLs the process once the journal of its deploy has `entries` entries; false when it ended before. */
async function killAt(project: TestProject, child: ChildProcess, entries: number): Promise<boolean> {
  const done = ended(child);
  const database = new Database(join(project.folder, '.devops-flow', 'state.db'), { timeout: 5000 });
  const before = countOf(database);
  while (child.exitCode === null && countOf(database) < before + entries) {
    await new Promise(resolve => setTimeout(resolve, 1));
  }
  const early = child.exitCode === null;
  child.kill('SIGKILL');
  database.close();
  await done;
  return early;
}

const countOf = (database: Database.Database): number =>
  (database.prepare('SELECT count(*) AS n FROM journal').get() as { n: number }).n;

test('a deploy whose controller is killed at any of ten moments goes on serving, and the next command finishes it', async () => {
  const { project, load, url } = await underLoad();
  for (let moment = 1; moment <= 10; moment += 1) {
    project.write(saying(`version ${moment}`));
    const killed = await killAt(project, project.start('up', '.', '--as', `v${moment}`), moment);
    const next = await project.json<Document>('up', '.', '--as', `v${moment}`);
    expect([moment, killed, next.code]).toEqual([moment, true, 0]);
    expect([next.document.recovered?.outcome, next.document.deploy]).toEqual(['promoted', null]);
    expect(await (await fetch(url)).text()).toBe(`version ${moment}`);
  }
  const report = await load.stop();
  expect({ lost: report.lost, causes: report.lostByCause, own: report.ownErrors }).toEqual({
    lost: 0,
    causes: {},
    own: 0,
  });
  expect(report.started).toBeGreaterThan(1000);
});

test('a rollback whose controller is killed at any of ten moments goes on serving, and the next command undoes the bad version', async () => {
  const { project, load, url } = await underLoad();
  let cutOff = 0;
  for (let moment = 1; moment <= 10; moment += 1) {
    project.write(`// ${moment}\n${rotten}`);
    // The later half of the moments lies in the rollback itself.
    const killed = await killAt(project, project.start('up', '.', '--as', `bad${moment}`), 5 + moment);
    if (killed) cutOff += 1;
    project.write(saying('v1'));
    const next = await project.json<Document>('up', '.', '--as', 'v1');
    expect([moment, next.code]).toEqual([moment, 0]);
    if (killed)
      expect(next.document.recovered).toMatchObject({ outcome: 'rolled-back', version: `bad${moment}` });
    expect(await (await fetch(url)).text()).toBe('v1');
  }
  expect(cutOff).toBeGreaterThan(7);
  const report = await load.stop();
  expect({ lost: report.lost, causes: report.lostByCause }).toEqual({ lost: 0, causes: {} });
});

test('a router that is killed comes back on its own with its table, and what it loses is counted at the client', async () => {
  const { project, load, url } = await underLoad();
  const state = join(project.folder, '.devops-flow', 'environments', 'local', 'supervisor.json');
  const { companions } = JSON.parse(readFileSync(state, 'utf8'));
  process.kill(companions[0].process.pid, 'SIGKILL');
  let answer = '';
  for (let i = 0; i < 200 && answer !== 'v1'; i += 1) {
    answer = await fetch(url).then(
      response => response.text(),
      () => '',
    );
    await new Promise(resolve => setTimeout(resolve, 25));
  }
  expect(answer).toBe('v1');
  const report = await load.stop();
  expect(report.lost).toBeGreaterThan(0);
});

test('an instance that is killed is started again, and each request that it took with it is counted with its cause', async () => {
  const slow = wellBehaved.replace(
    "response.end(process.env.GREETING ?? 'hello')",
    "setTimeout(() => response.end('slow'), 400)",
  );
  const { project, load } = await underLoad(slow);
  await new Promise(resolve => setTimeout(resolve, 2500));
  const state = join(project.folder, '.devops-flow', 'environments', 'local', 'supervisor.json');
  const { groups } = JSON.parse(readFileSync(state, 'utf8'));
  process.kill(groups[0].slots[0].process.pid, 'SIGKILL');
  await new Promise(resolve => setTimeout(resolve, 1500));
  const report = await load.stop();
  const status = await project.json<{ services: { instances: object }[] }>('status', '.');
  expect(status.document.services[0]?.instances).toEqual({ ready: 2, total: 2, restarts: 1 });
  // What may be repeated was repeated elsewhere; a POST that was already sent must not be.
  expect(report.lost).toBeGreaterThan(0);
  expect(report.losses.every(loss => loss.method === 'POST')).toBe(true);
  const { tallies } = await connectRouter(placeOf(project.folder, 'local').routerSocket).stats();
  const lost = tallies.flatMap(tally => Object.entries(tally.byCause));
  expect(lost.reduce((n, [, count]) => n + count, 0)).toBe(report.lost);
  expect(new Set(lost.map(([cause]) => cause))).toEqual(new Set(['reset-before-response']));
  expect(tallies.reduce((n, tally) => n + tally.requests, 0)).toBe(report.started);
  expect(tallies.reduce((n, tally) => n + tally.retried, 0)).toBeGreaterThan(0);
});

test('a supervisor that is killed leaves everything serving, status says so, and the next command adopts what runs', async () => {
  const { project, load, url } = await underLoad();
  const { document } = await project.json<{ url: string }>('up', '.', '--as', 'v1');
  expect(document.url).toBe(url);
  const supervisors = () =>
    commandLines().filter(({ line }) => line.includes('supervisor') && line.includes(project.folder));
  const [supervisor] = supervisors();
  process.kill(supervisor?.pid ?? 0, 'SIGKILL');
  const status = await project.json<{ services: object[] }>('status', '.');
  expect(status).toMatchObject({
    code: 0,
    document: { services: [{ health: 'degraded', supervised: false, instances: { ready: 2 } }] },
  });
  project.write(saying('v2'));
  expect(await project.json<Document>('up', '.', '--as', 'v2')).toMatchObject({
    code: 0,
    document: { deploy: { outcome: 'promoted' } },
  });
  expect(supervisors()).toHaveLength(1);
  expect(await (await fetch(url)).text()).toBe('v2');
  expect((await load.stop()).lost).toBe(0);
  await project.run('down', '.');
  expect(commandLines().filter(({ line }) => line.includes(project.folder))).toEqual([]);
});
