import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, expect, test } from 'vitest';
import { placeOf } from '../../src/app/deliver/place.ts';
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
/** Answers after 200 ms and ends half a second after SIGTERM, so that a drain and a stop last long enough to be cut off. */
const slowly = (script: string) =>
  script
    .replace(
      'http.createServer((request, response) => ',
      "http.createServer((request, response) => setTimeout(() => answer(request, response), request.url === '/' ? 200 : 0));\n  const answer = ((request, response) => ",
    )
    .replace('process.exit(0)', 'setTimeout(process.exit, 500, 0)');
/** Ready and smoke-tested, and then three in ten requests are answered 500. */
const rotten = slowly(wellBehaved).replace(
  'response.end(',
  "request.url === '/' && Math.random() < 0.3 ? response.writeHead(500).end('broken') : response.end(",
);

async function underLoad(
  script = saying('v1'),
  rollout: Readonly<Record<string, number>> = {},
): Promise<{ project: TestProject; load: LoadHandle; url: string }> {
  const project = new TestProject({
    port: await unusedPort(),
    rollout: { bake_seconds: 1, min_requests: 50, ...rollout },
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

/** An entry of the journal: what was about to be done when it was written. */
interface Entry {
  readonly effects: readonly { readonly do: string; readonly phase?: string }[];
}
type Moment = (entries: readonly Entry[]) => boolean;

const afterEntry =
  (n: number): Moment =>
  entries =>
    entries.length >= n;

/** The entry that orders `action` has been written; nothing says that it has been carried out yet. */
const ordered =
  (action: string, phase?: string): Moment =>
  entries =>
    entries.some(({ effects }) =>
      effects.some(effect => effect.do === action && (phase === undefined || effect.phase === phase)),
    );

/** SIGKILLs the process once the journal of its deploy has come to `moment`. Throws when it ends before. */
async function killAt(project: TestProject, child: ChildProcess, moment: Moment): Promise<void> {
  const done = ended(child);
  const database = new Database(join(project.folder, '.devops-flow', 'state.db'), { timeout: 5000 });
  const last = database.prepare('SELECT coalesce(max(seq), 0) AS seq FROM journal').get() as { seq: number };
  const since = database.prepare('SELECT entry FROM journal WHERE seq > ? ORDER BY seq');
  const entries = () =>
    (since.all(last.seq) as { entry: string }[]).map(({ entry }) => JSON.parse(entry) as Entry);
  while (child.exitCode === null && !moment(entries())) await new Promise(resolve => setTimeout(resolve, 1));
  const cutOff = child.exitCode === null && child.kill('SIGKILL');
  database.close();
  const { stdout, stderr } = await done;
  if (!cutOff) throw new Error(`it ended before it could be killed:\n${stdout}${stderr}`);
}

// Every moment is met by npm run test:crash; here are the first, one in the middle and the last.
test('a deploy whose controller is killed goes on serving, and the next command finishes it', async () => {
  const { project, load, url } = await underLoad();
  for (const moment of [1, 5, 10]) {
    project.write(saying(`version ${moment}`));
    await killAt(project, project.start('up', '.', '--as', `v${moment}`), afterEntry(moment));
    const next = await project.json<Document>('up', '.', '--as', `v${moment}`);
    expect([moment, next.code]).toEqual([moment, 0]);
    expect([next.document.recovered?.outcome, next.document.deploy]).toEqual(['promoted', null]);
    expect(await (await fetch(url)).text()).toBe(`version ${moment}`);
  }
  const report = await load.stop();
  expect({ lost: report.lost, causes: report.lostByCause, own: report.ownErrors }).toEqual({
    lost: 0,
    causes: {},
    own: 0,
  });
  expect(report.started).toBeGreaterThan(200);
});

const isDraining: Moment = entries => {
  const decided = entries.findIndex(({ effects }) => effects.some(({ phase }) => phase === 'rollback'));
  return decided >= 0 && ordered('drain')(entries.slice(decided));
};

/** One before the verdict, when a rollback follows all the same, and three in the rollback itself. */
const momentsOfABadDeploy: readonly (readonly [string, Moment])[] = [
  ['before the verdict', afterEntry(5)],
  ['when the rollback is decided', ordered('set-split', 'rollback')],
  ['while the bad version is drained', isDraining],
  ['while the bad version is stopped', ordered('stop')],
];

test('a bad deploy whose controller is killed goes on serving, and the next command undoes it', async () => {
  const { project, load, url } = await underLoad();
  for (const [i, [name, moment]] of momentsOfABadDeploy.entries()) {
    project.write(`// ${name}\n${rotten}`);
    await killAt(project, project.start('up', '.', '--as', `bad${i}`), moment);
    project.write(saying('v1'));
    const next = await project.json<Document>('up', '.', '--as', 'v1');
    expect([name, next.code, next.document.deploy]).toEqual([name, 0, null]);
    expect(next.document.recovered).toMatchObject({ outcome: 'rolled-back', version: `bad${i}` });
    expect(await (await fetch(url)).text()).toBe('v1');
  }
  const report = await load.stop();
  expect({ lost: report.lost, causes: report.lostByCause }).toEqual({ lost: 0, causes: {} });
  expect(report.ownErrors).toBeGreaterThan(0);
});

// The last entry is left out where nothing that takes time comes between it and the end.
test.each([
  ['that is still warm', 60, [1, 4, 8]],
  ['that has to be started again', 0, [1, 5, 9]],
] as const)(
  'a rollback to a release %s goes on serving when its command is killed, and the next one finishes it',
  async (_, window, moments) => {
    const scripts = { v1: slowly(saying('v1')), v2: slowly(saying('v2')) };
    const { project, load, url } = await underLoad(scripts.v1, { rollback_window_seconds: window });
    project.write(scripts.v2);
    await project.json<Document>('up', '.', '--as', 'v2');
    for (const [i, moment] of moments.entries()) {
      const to = i % 2 === 0 ? 'v1' : 'v2';
      await killAt(project, project.start('rollback', '.', '--to', to), afterEntry(moment));
      project.write(scripts[to]);
      const next = await project.json<Document>('up', '.', '--as', to);
      expect([moment, next.code, next.document.deploy]).toEqual([moment, 0, null]);
      expect(next.document.recovered).toMatchObject({ outcome: 'promoted', kind: 'rollback', version: to });
      expect(await (await fetch(url)).text()).toBe(to);
    }
    const report = await load.stop();
    expect({ lost: report.lost, causes: report.lostByCause, own: report.ownErrors }).toEqual({
      lost: 0,
      causes: {},
      own: 0,
    });
    expect(report.started).toBeGreaterThan(200);
  },
);

test('a router that is killed comes back on its own with its table, and what it loses is counted at the client', async () => {
  const { project, load, url } = await underLoad();
  const state = join(project.folder, '.devops-flow', 'environments', 'local', 'shop', 'supervisor.json');
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
  const state = join(project.folder, '.devops-flow', 'environments', 'local', 'shop', 'supervisor.json');
  const { groups } = JSON.parse(readFileSync(state, 'utf8'));
  process.kill(groups[0].slots[0].process.pid, 'SIGKILL');
  await new Promise(resolve => setTimeout(resolve, 1500));
  const report = await load.stop();
  const status = await project.json<{ services: { instances: object }[] }>('status', '.');
  expect(status.document.services[0]?.instances).toMatchObject({ ready: 2, total: 2, restarts: 1 });
  // What may be repeated was repeated elsewhere; a POST that was already sent must not be.
  expect(report.lost).toBeGreaterThan(0);
  expect(report.losses.every(loss => loss.method === 'POST')).toBe(true);
  const { tallies } = await connectRouter(placeOf(project.folder, 'local', 'shop').routerSocket).stats();
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

test('a supervisor that is killed while a deploy is under way is started again by its command, and the deploy ends well', async () => {
  const { project, load, url } = await underLoad(saying('v1'), { bake_seconds: 4 });
  project.write(saying('v2'));
  const done = ended(project.start('up', '.', '--as', 'v2', '--json'));
  const supervisors = () =>
    commandLines().filter(
      ({ line }) => line.includes('supervisor --folder') && line.includes(project.folder),
    );
  await until(async () => (await fetch(url)).text(), 'v2');
  const [first] = supervisors();
  process.kill(first?.pid ?? 0, 'SIGKILL');
  const { code, stdout } = await done;
  expect([code, (JSON.parse(stdout) as Document).deploy?.outcome]).toEqual([0, 'promoted']);
  const pids = supervisors().map(({ pid }) => pid);
  expect(pids).toHaveLength(1);
  expect(pids).not.toContain(first?.pid);
  expect((await load.stop()).lost).toBe(0);
});

async function until(look: () => Promise<string>, wanted: string): Promise<void> {
  for (let tries = 0; tries < 2_000 && (await look()) !== wanted; tries += 1)
    await new Promise(resolve => setTimeout(resolve, 10));
}
