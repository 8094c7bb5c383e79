import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { lockHolder } from '../../src/store/lock-holder.ts';
import { commandLines, ended, TestProject, unusedPort, wellBehaved } from './project.ts';

/** What goes wrong around a deploy, each as a person could bring it about. */

interface Document {
  ok: boolean;
  problems: { id: string; message: string }[];
  url: string;
  deploy: {
    outcome: string;
    version: string;
    kind: string;
    previous: string | null;
    serving: string | null;
  } | null;
}

const projects: TestProject[] = [];
afterEach(async () => {
  for (const project of projects.splice(0)) {
    await project.run('down', '.');
    expect(commandLines().filter(({ line }) => line.includes(project.folder))).toEqual([]);
  }
});

async function newProject(
  spec: Partial<ConstructorParameters<typeof TestProject>[0]> = {},
  env: Record<string, string> = {},
): Promise<TestProject> {
  const project = new TestProject({ port: await unusedPort(), ...spec }, env);
  projects.push(project);
  return project;
}

const text = async (url: string) => (await fetch(url, { signal: AbortSignal.timeout(10_000) })).text();
const saying = (words: string) => wellBehaved.replace("'hello'", JSON.stringify(words));
const slowStart = (script: string, ms: number) =>
  script
    .replace('server.listen(', `setTimeout(() => server.listen(`)
    .replace("'127.0.0.1');", `'127.0.0.1'), ${ms});`);
const rotten = wellBehaved.replace(
  'response.end(',
  "request.url === '/' ? response.writeHead(500).end('broken') : response.end(",
);
const pids = (project: TestProject, word: string) =>
  commandLines()
    .filter(({ line }) => line.includes(word) && line.includes(project.folder))
    .map(({ pid }) => pid);
const specFile = (project: TestProject) => join(project.folder, 'docs', '09_SPEC', 'SPEC-01_shop.yaml');
function edit(project: TestProject, from: string | RegExp, to: string): void {
  writeFileSync(specFile(project), readFileSync(specFile(project), 'utf8').replace(from, to));
}
const state = (project: TestProject) =>
  JSON.parse(
    readFileSync(join(project.folder, '.devops-flow/environments/local/shop/supervisor.json'), 'utf8'),
  );
async function untilText(url: string, words: string): Promise<void> {
  while ((await text(url).catch(() => '')) !== words) await new Promise(resolve => setTimeout(resolve, 20));
}

test('a request that outlasts the bake time is answered by the old version, and the deploy ends promoted', async () => {
  const project = await newProject({ rollout: { bake_seconds: 1 } });
  edit(project, 'drain_seconds: 2', 'drain_seconds: 6');
  const slow = wellBehaved.replace(
    'response.end(',
    "setTimeout((...words) => response.end(...words), request.url === '/slow' ? 3000 : 0, ",
  );
  project.write(slow);
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  const answer = text(`${url}/slow`);
  project.write(saying('second'));
  const deploy = await project.json<Document>('up', '.', '--as', 'v2');
  expect(deploy).toMatchObject({ code: 0, document: { deploy: { outcome: 'promoted' } } });
  expect(await answer).toBe('hello');
});

test('a rollback after everything was stopped starts the stored release again', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  project.write(saying('second'));
  await project.json('up', '.', '--as', 'v2');
  await project.run('down', '.');
  const back = await project.json<Document>('rollback', '.');
  expect(back).toMatchObject({
    code: 0,
    document: { deploy: { version: 'v1', outcome: 'promoted', previous: null } },
  });
  expect(await text(url)).toBe('hello');
  expect((await project.json<Document>('up', '.', '--as', 'v2')).code).toBe(0);
  expect(await text(url)).toBe('second');
});

test('Ctrl-C while the release that serves is scaled stops nothing', async () => {
  const project = await newProject();
  project.write(slowStart(wellBehaved, 1500));
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  edit(project, 'min_instances: 2', 'min_instances: 3');
  const child = project.start('up', '.', '--as', 'v1');
  const done = ended(child);
  while (pids(project, 'server.cjs').length < 0 || state(project).groups[0].slots.length < 3)
    await new Promise(resolve => setTimeout(resolve, 10));
  child.kill('SIGINT');
  expect((await done).code).toBe(1);
  expect(await text(url)).toBe('hello');
});

test('more and fewer instances of the release that serves: no new release, no lost request, and then nothing to do', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  for (const [from, to] of [
    [2, 3],
    [3, 1],
  ] as const) {
    edit(project, `min_instances: ${from}`, `min_instances: ${to}`);
    expect(await project.json<Document>('up', '.', '--as', 'v1')).toMatchObject({
      code: 0,
      document: { deploy: { kind: 'scale', outcome: 'promoted' } },
    });
    const status = await project.json<{ services: { instances: object }[] }>('status', '.');
    expect(status.document.services[0]?.instances).toMatchObject({ ready: to, total: to });
    expect((await project.json<Document>('up', '.', '--as', 'v1')).document.deploy).toBeNull();
    expect(await text(url)).toBe('hello');
  }
});

test('Ctrl-C at any moment of a first start leaves no process behind', async () => {
  for (const after of [150, 200, 250, 300, 350, 450]) {
    const project = await newProject();
    const child = project.start('up', '.', '--as', 'v1');
    const done = ended(child);
    await new Promise(resolve => setTimeout(resolve, after));
    child.kill('SIGINT');
    const { code } = await done;
    if (code !== 0)
      expect([after, commandLines().filter(({ line }) => line.includes(project.folder))]).toEqual([
        after,
        [],
      ]);
  }
});

test('a folder that is reached by a link has the same supervisor', async () => {
  const project = await newProject();
  await project.json('up', '.', '--as', 'v1');
  const link = `${project.folder}-link`;
  symlinkSync(project.folder, link);
  expect((await project.json<Document>('up', link, '--as', 'v1')).document.deploy).toBeNull();
  expect(pids(project, 'supervisor')).toHaveLength(1);
  await project.run('down', '.');
  expect(pids(project, '')).toEqual([]);
});

test('another temporary folder in the environment does not hide what runs', async () => {
  const project = await newProject();
  await project.json('up', '.', '--as', 'v1');
  const other = join(project.folder, 'tmp');
  mkdirSync(other);
  const before = process.env['XDG_RUNTIME_DIR'];
  process.env['XDG_RUNTIME_DIR'] = other;
  const again = await project.json<Document>('up', '.', '--as', 'v1');
  if (before === undefined) delete process.env['XDG_RUNTIME_DIR'];
  else process.env['XDG_RUNTIME_DIR'] = before;
  expect(again.document.deploy).toBeNull();
  expect(pids(project, 'supervisor')).toHaveLength(1);
});

test('a secret survives a crash of the supervisor: the next command hands it over, and until then nothing starts without it', async () => {
  const extra =
    '  environment_variables:\n    - name: "GREETING"\n      required: true\n      sensitive: true\n      description: "words"\n';
  const project = await newProject({ extra }, { GREETING: 'sesame' });
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  process.kill(pids(project, 'supervisor')[0] ?? 0, 'SIGKILL');
  expect((await project.json<Document>('up', '.', '--as', 'v1')).document.deploy).toBeNull();
  for (const { process: instance } of state(project).groups[0].slots) process.kill(instance.pid, 'SIGKILL');
  await untilText(url, 'sesame');
});

test('a state that cannot be written keeps no process alive unseen, and down says so until it has ended all', async () => {
  const project = await newProject();
  await project.json('up', '.', '--as', 'v1');
  const inTheWay = join(project.folder, '.devops-flow/environments/local/shop/supervisor.json.new');
  const [slot] = state(project).groups[0].slots;
  mkdirSync(inTheWay);
  process.kill(slot.process.pid, 'SIGKILL');
  await new Promise(resolve => setTimeout(resolve, 1500));
  expect((await project.run('down', '.')).code).toBe(1);
  rmSync(inTheWay, { recursive: true });
  expect((await project.run('down', '.')).code).toBe(0);
  expect(pids(project, '')).toEqual([]);
});

test('a bad version is judged though the old instances have just been killed: they are waited for', async () => {
  const project = await newProject({ rollout: { bake_seconds: 2, min_requests: 5 } });
  project.write(slowStart(wellBehaved, 1000));
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  for (const { process: instance } of state(project).groups[0].slots) process.kill(instance.pid, 'SIGKILL');
  project.write(rotten);
  const deploy = project.json<Document>('up', '.', '--as', 'v2');
  const asking = setInterval(() => void text(url).catch(() => ''), 20);
  const { code, document } = await deploy;
  clearInterval(asking);
  expect([code, document.deploy?.outcome, document.deploy?.previous]).toEqual([1, 'rolled-back', 'v1']);
  await untilText(url, 'hello');
});

test('a service that is called otherwise is refused while the old one runs, and taken when it has been stopped', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  edit(project, 'id: shop', 'id: store');
  expect(await project.json<Document>('up', '.')).toMatchObject({
    code: 1,
    document: { problems: [{ id: 'service-renamed' }] },
  });
  expect(await text(url)).toBe('hello');
  await project.run('down', '.');
  expect(await project.json<Document>('up', '.')).toMatchObject({
    code: 0,
    document: { deploy: { outcome: 'promoted' } },
  });
  const status = await project.json<{ services: { service: string }[] }>('status', '.');
  expect(status.document.services[0]?.service).toBe('store');
});

test('a stored release that is gone blocks nothing: status knows its name, and another version can be deployed', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  rmSync(join(project.folder, '.devops-flow', 'releases'), { recursive: true });
  expect(await project.json('status', '.')).toMatchObject({
    code: 0,
    document: { services: [{ version: 'v1' }] },
  });
  project.write(saying('second'));
  expect(await project.json<Document>('up', '.', '--as', 'v2')).toMatchObject({
    code: 0,
    document: { deploy: { outcome: 'promoted' } },
  });
  expect(await text(url)).toBe('second');
});

test('a command that was paused past its lease changes nothing when it wakes up', async () => {
  const project = await newProject({ rollout: { bake_seconds: 2 } });
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  project.write(saying('second'));
  const paused = project.start('up', '.', '--as', 'v2', '--json');
  const done = ended(paused);
  await untilText(url, 'second');
  const file = join(project.folder, '.devops-flow', 'state.db');
  // Not in the middle of a write: that is another story, told in the store's own tests.
  do {
    paused.kill('SIGCONT');
    await new Promise(resolve => setTimeout(resolve, 15));
    paused.kill('SIGSTOP');
    await new Promise(resolve => setTimeout(resolve, 15));
  } while (lockHolder(file) === paused.pid);
  await new Promise(resolve => setTimeout(resolve, 10_500));
  project.write(saying('third'));
  const next = await project.json<Document>('up', '.', '--as', 'v3');
  expect(next).toMatchObject({
    code: 0,
    document: { recovered: { version: 'v2' }, deploy: { version: 'v3', outcome: 'promoted' } },
  });
  paused.kill('SIGCONT');
  const { code, stdout } = await done;
  expect([code, (JSON.parse(stdout) as Document).problems[0]?.id]).toEqual([1, 'fenced']);
  expect(await text(url)).toBe('third');
});

test('an idle connection of a client outlives a deploy', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const said: string[] = [];
  socket.on('data', chunk => said.push(chunk.toString()));
  const ask = async () => {
    const before = said.length;
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    while (said.length === before) await new Promise(resolve => setTimeout(resolve, 10));
    return said.slice(before).join('');
  };
  expect(await ask()).toContain('hello');
  project.write(saying('second'));
  await project.json('up', '.', '--as', 'v2');
  expect(await ask()).toContain('second');
  socket.destroy();
});

test('an executable that cannot be run is told from one that is not there', async () => {
  const project = await newProject({ command: './start.sh' });
  writeFileSync(join(project.folder, 'app', 'start.sh'), '#!/bin/sh\nexec node server.cjs\n', {
    mode: 0o644,
  });
  const { document } = await project.json<Document>('up', '.');
  expect(document.problems.map(found => found.message).join('\n')).toContain(
    'cannot be started: ./start.sh: spawn ./start.sh EACCES',
  );
  expect(existsSync(join(project.folder, 'app', 'start.sh'))).toBe(true);
  renameSync(join(project.folder, 'app', 'start.sh'), join(project.folder, 'app', 'other.sh'));
  expect(
    (await project.json<Document>('up', '.')).document.problems.map(found => found.message).join('\n'),
  ).toContain('its start command does not exist: ./start.sh');
});

test('recover finishes what was cut off and deploys nothing new; with nothing cut off it says so', async () => {
  const project = await newProject({ rollout: { bake_seconds: 1 } });
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  expect(await project.json('recover', '.')).toMatchObject({
    code: 0,
    document: { ok: true, recovered: null },
  });
  project.write(saying('second'));
  const child = project.start('up', '.', '--as', 'v2');
  const done = ended(child);
  await untilText(url, 'second');
  child.kill('SIGKILL');
  await done;
  project.write(saying('third'));
  expect(await project.json('recover', '.')).toMatchObject({
    code: 0,
    document: { recovered: { version: 'v2', outcome: 'promoted' } },
  });
  expect(await text(url)).toBe('second');
});

test('a warm release that comes back has as many instances as the documents say now, and the name that it is given', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  project.write(saying('second'));
  await project.json('up', '.', '--as', 'v2');
  edit(project, 'min_instances: 2', 'min_instances: 1');
  project.write(wellBehaved);
  expect(await project.json<Document>('up', '.', '--as', 'v1-again')).toMatchObject({
    code: 0,
    document: { deploy: { version: 'v1-again' } },
  });
  const status = await project.json<{ services: object[] }>('status', '.');
  expect(status.document.services[0]).toMatchObject({
    version: 'v1-again',
    instances: { ready: 1, total: 1 },
  });
  expect((await project.json<Document>('up', '.')).document.deploy).toBeNull();
  expect(await text(url)).toBe('hello');
});

test('a service that listens elsewhere is told on which port nothing listens, and how long it was given', async () => {
  const project = await newProject({ rollout: { ready_seconds: 1 } });
  project.write("require('http').createServer((q, s) => s.end()).listen(0)");
  const { document } = await project.json<Document>('up', '.');
  expect(document.problems.map(found => found.message).join()).toMatch(
    /not ready within 1 s.*nothing listens on 127\.0\.0\.1:\d+, which its PORT names/,
  );
});

test('rollback to what serves, or to what was never kept, says just that', async () => {
  const project = await newProject();
  await project.json('up', '.', '--as', 'v1');
  project.write('process.exit(1)');
  await project.json('up', '.', '--as', 'bad');
  const ids = async (to: string) =>
    (await project.json<Document>('rollback', '.', '--to', to)).document.problems.map(found => found.id);
  expect([await ids('v1'), await ids('bad'), await ids('nope')]).toEqual([
    ['rollback-serving'],
    ['rollback-bad'],
    ['rollback-nowhere'],
  ]);
  expect(
    (await project.json<Document>('logs', '.', '--release', 'nope')).document.problems.map(found => found.id),
  ).toEqual(['logs-unknown']);
});

test('a secret that a service answers or logs while it fails to start is in no file of ours', async () => {
  const extra =
    '  environment_variables:\n    - name: "API_KEY"\n      required: true\n      sensitive: true\n      description: "k"\n';
  const project = await newProject({ extra, rollout: { ready_seconds: 1 } }, { API_KEY: 'sesame-open' });
  project.write(
    "require('http').createServer((q, s) => { s.statusCode = 503; s.end('bad key ' + process.env.API_KEY); }).listen(process.env.PORT)",
  );
  const { document } = await project.json<Document>('up', '.');
  expect(document.problems.map(found => found.message).join()).toContain('503 bad key ***');
  const state = join(project.folder, '.devops-flow');
  const grep = spawnSync('grep', ['-r', '-l', 'sesame-open', state], { encoding: 'utf8' });
  expect(grep.stdout).toBe('');
});
