import { type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, expect, test } from 'vitest';
import { type LoadHandle, startLoad } from '../../src/deliver/load/load.ts';
import { ended, TestProject, unusedPort, wellBehaved } from './project.ts';

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

async function underLoad(): Promise<{ project: TestProject; load: LoadHandle; url: string }> {
  const project = new TestProject({
    port: await unusedPort(),
    rollout: { bake_seconds: 1, min_requests: 50 },
  });
  cleanup.push(() => project.run('down', '.'));
  project.write(saying('v1'));
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  const load = startLoad({
    url,
    requestsPerSecond: 200,
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
  const { document } = await project.json<{ pid?: number }>('status', '.');
  expect(document).toBeDefined();
  const state = join(project.folder, '.devops-flow', 'environments', 'local', 'supervisor.json');
  expect(existsSync(state)).toBe(true);
  const { companions } = JSON.parse(await import('node:fs').then(fs => fs.readFileSync(state, 'utf8')));
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
