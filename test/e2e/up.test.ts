import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { identify } from '../../src/deliver/control/processes.ts';
import {
  commandLines,
  ended,
  type TestProject as Project,
  TestProject,
  unusedPort,
  wellBehaved,
} from './project.ts';

interface Document {
  ok: boolean;
  problems: { id: string; severity: string; message: string; fix: string; detail?: string[] }[];
  url: string;
  deploy: { outcome: string; reason: string; version: string; serving: string | null } | null;
}

const projects: Project[] = [];
afterEach(async () => {
  for (const project of projects.splice(0)) {
    await project.run('down', '.');
    // Nothing may be left behind, whatever a test did.
    expect(commandLines().filter(({ line }) => line.includes(project.folder))).toEqual([]);
  }
});

async function newProject(
  spec: Partial<ConstructorParameters<typeof TestProject>[0]> = {},
  env = {},
): Promise<Project> {
  const project = new TestProject({ port: await unusedPort(), ...spec }, env);
  projects.push(project);
  return project;
}

const text = async (url: string) => (await fetch(url, { signal: AbortSignal.timeout(5000) })).text();
const saying = (words: string) => wellBehaved.replace("'hello'", JSON.stringify(words));

test('up starts a service, up again with the same files does nothing, a new version replaces it, rollback goes back, down ends all', async () => {
  const project = await newProject();
  const first = await project.json<Document>('up', '.', '--as', 'v1');
  expect(first).toMatchObject({
    code: 0,
    document: { ok: true, deploy: { outcome: 'promoted', version: 'v1' } },
  });
  const { url } = first.document;
  expect(await text(url)).toBe('hello');
  expect((await project.json<Document>('up', '.', '--as', 'v1')).document.deploy).toBeNull();

  project.write(saying('second'));
  expect(await project.json<Document>('up', '.', '--as', 'v2')).toMatchObject({
    code: 0,
    document: { deploy: { outcome: 'promoted' } },
  });
  expect(await text(url)).toBe('second');

  expect(await project.json<Document>('rollback', '.')).toMatchObject({
    code: 0,
    document: { deploy: { version: 'v1', kind: 'rollback' } },
  });
  expect(await text(url)).toBe('hello');
  expect(readFileSync(join(project.folder, '.devops-flow', '.gitignore'), 'utf8')).toContain('\n*\n');

  const status = await project.json<{ services: unknown[] }>('status', '.');
  expect(status).toMatchObject({
    code: 0,
    document: { services: [{ version: 'v1', health: 'ok', instances: { ready: 2, total: 2 }, url }] },
  });
  const history = await project.json<{ deploys: { version: string; kind: string }[] }>('history', '.');
  // Nobody asked the version that the rollback brought back.
  expect(JSON.stringify(history.document)).not.toContain('NaN');
  expect(history.document.deploys.map(({ version, kind }) => `${version} ${kind}`)).toEqual([
    'v1 rollback',
    'v2 deploy',
    'v1 deploy',
  ]);

  expect((await project.run('down', '.')).code).toBe(0);
  await expect(text(url)).rejects.toThrow();
  expect((await project.json<Document>('status', '.')).code).toBe(1);
});

test('a restart and a rollback run the stored release, whatever has become of the folder', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  project.write(saying('second'));
  await project.json('up', '.', '--as', 'v2');
  project.write('process.exit(1)');
  expect((await project.json<Document>('rollback', '.')).code).toBe(0);
  expect(await text(url)).toBe('hello');
});

/** Warnings are about the documents, which ask for clusters too. */
const errorsOf = ({ problems }: Document) => problems.filter(({ severity }) => severity === 'error');

test('a version that exits at once is named with exit code, probe answer and last log lines, and the old one serves on', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  project.write("console.error('cannot reach the database'); process.exit(7)");
  const { code, document } = await project.json<Document>('up', '.', '--as', 'v2');
  expect([code, document.deploy?.outcome]).toEqual([1, 'rolled-back']);
  const errors = errorsOf(document);
  expect(document.problems.map(({ severity }) => severity)).toEqual(['error', 'warning']);
  expect(errors).toMatchObject([
    { id: 'start-failed', detail: ['its last log lines:', 'cannot reach the database'] },
  ]);
  expect(errors[0]?.message).toContain('exit code 7');
  expect(errors[0]?.message).toContain('connection refused');
  expect(errors[0]?.fix).toContain('v1 still serves');
  expect(await text(url)).toBe('hello');
});

test('a version that never becomes ready is named with the last answer of its probe, and the old one serves on', async () => {
  const project = await newProject({ rollout: { ready_seconds: 1 } });
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  project.write(
    "require('http').createServer((q, s) => { s.statusCode = 503; s.end('warming up'); }).listen(process.env.PORT)",
  );
  const { code, document } = await project.json<Document>('up', '.', '--as', 'v2');
  const [error] = errorsOf(document);
  expect([code, error?.id]).toEqual([1, 'start-failed']);
  expect(error?.message).toContain('503 warming up');
  expect(await text(url)).toBe('hello');
});

test('a start command that does not exist is named; a first version that fails leaves nothing behind', async () => {
  const project = await newProject({ command: 'no-such-program server.cjs' });
  const { code, document } = await project.json<Document>('up', '.');
  expect([code, document.deploy?.outcome, document.deploy?.serving]).toEqual([1, 'failed', null]);
  expect(errorsOf(document)[0]?.message).toContain('start command does not exist');
});

test('a port that is taken is named with its holder, and nothing is started', async () => {
  const port = await unusedPort();
  const other = createServer().listen(port, '127.0.0.1');
  const project = await newProject({ port });
  const { code, document } = await project.json<Document>('up', '.');
  other.close();
  expect([code, document.problems[0]?.id]).toEqual([1, 'port-taken']);
  expect(document.problems[0]?.message).toContain(`pid ${process.pid}`);
  expect(document.problems[0]?.fix).toContain('--port');
  expect((await project.json<Document>('status', '.')).document.problems[0]?.id).toBe('nothing-runs');
});

test('a variable that the SPEC requires and nobody has set is named; its value reaches the service and no file', async () => {
  const extra =
    '  environment_variables:\n    - name: "GREETING"\n      required: true\n      sensitive: true\n      description: "words"\n';
  const bare = await newProject({ extra });
  expect((await bare.json<Document>('up', '.')).document.problems).toMatchObject([
    { id: 'variable-missing', message: 'GREETING is not set' },
  ]);
  const project = await newProject({ extra }, { GREETING: 'sesame-open' });
  const { url } = (await project.json<Document>('up', '.')).document;
  expect(await text(url)).toBe('sesame-open');
  const grep = await ended(
    (await import('node:child_process')).spawn('grep', ['-r', '-l', 'sesame-open', project.folder]),
  );
  expect(grep.stdout).toBe('');
});

test('a service that takes its port from the command line gets its own there', async () => {
  const port = await unusedPort();
  const project = await newProject({ port, command: `node server.cjs --listen 127.0.0.1:${port}` });
  project.write(wellBehaved.replace('process.env.PORT', "process.argv[3].split(':')[1]"));
  const { code, document } = await project.json<Document>('up', '.');
  expect(code).toBe(0);
  expect(await text(document.url)).toBe('hello');
});

test('a second up at the same time gets a named error and changes nothing', async () => {
  const project = await newProject({ rollout: { bake_seconds: 3 } });
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  project.write(saying('second'));
  const first = ended(project.start('up', '.', '--as', 'v2', '--json'));
  while ((await text(url)) !== 'second') await new Promise(resolve => setTimeout(resolve, 20));
  const second = await project.json<Document>('up', '.', '--as', 'v3');
  expect([second.code, second.document.problems[0]?.id]).toEqual([1, 'deploy-in-progress']);
  expect((await first).code).toBe(0);
  expect(await text(url)).toBe('second');
});

test('Ctrl-C during a deploy goes back to what served before and says so', async () => {
  const project = await newProject({ rollout: { bake_seconds: 30 } });
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  project.write(saying('second'));
  const child = project.start('up', '.', '--as', 'v2');
  const done = ended(child);
  while ((await text(url)) !== 'second') await new Promise(resolve => setTimeout(resolve, 20));
  child.kill('SIGINT');
  const { code, stderr, stdout } = await done;
  expect(code).toBe(1);
  expect(stderr).toContain('going back to what served before');
  expect(stdout).toContain('v1 serves all traffic again');
  expect(await text(url)).toBe('hello');
});

test('an instance that is killed with SIGKILL is started again', async () => {
  const project = await newProject();
  const { url } = (await project.json<Document>('up', '.', '--as', 'v1')).document;
  const file = join(project.folder, '.devops-flow/environments/local/shop/supervisor.json');
  const state = JSON.parse(readFileSync(file, 'utf8'));
  const { pid } = state.groups[0].slots[0].process;
  process.kill(pid, 'SIGKILL');
  let restarts = 0;
  for (let i = 0; i < 50 && restarts === 0; i += 1) {
    const { document } = await project.json<{
      services: { instances: { restarts: number; ready: number } }[];
    }>('status', '.');
    if (document.services[0]?.instances.ready === 2) restarts = document.services[0].instances.restarts;
  }
  expect(restarts).toBe(1);
  expect(identify(pid)).toBeUndefined();
  expect(await text(url)).toBe('hello');
});

test.each([
  ['an environment that no document names', ['--env', 'moon'], 'environment-unknown'],
  ['a source folder that is not there', ['--source', 'nowhere'], 'source-missing'],
])('%s is named', async (_, flags, id) => {
  const project = await newProject();
  const { code, document } = await project.json<Document>('up', '.', ...flags);
  expect([code, document.problems[0]?.id]).toEqual([1, id]);
});

test('a flag that does not exist is a usage error, exit code 64', async () => {
  const project = await newProject();
  expect((await project.run('up', '.', '--prot', '80')).code).toBe(64);
  expect((await project.run('up', '.', '--port', 'eighty')).code).toBe(64);
  expect((await project.run('upp')).code).toBe(64);
});

test('the documents name the strategy, and a Manual environment wants an approval', async () => {
  const project = await newProject();
  const req = (strategy: string) => `# REQ-01: x

## 9.5 Deployment Requirements

### 9.5.2 Environment Configuration

| Environment | Deployment Strategy | Rollback Time | Replicas | Regions |
|---|---|---|---|---|
| Local | ${strategy} | N/A | 1 | N/A |
`;
  mkdirSync(join(project.folder, 'docs', '07_REQ'), { recursive: true });
  const file = join(project.folder, 'docs', '07_REQ', 'REQ-01_shop.md');
  writeFileSync(file, req('Canary'));
  writeFileSync(file, req('Manual'));
  expect((await project.json<Document>('up', '.')).document.problems[0]?.id).toBe('approval-needed');
  expect(existsSync(join(project.folder, '.devops-flow', 'state.db'))).toBe(false);
  expect((await project.json<Document>('up', '.', '--approve')).code).toBe(0);
  writeFileSync(file, req('Recreate'));
  project.write(wellBehaved.replace('hello', 'again'));
  expect((await project.json<Document>('up', '.')).document.deploy).toMatchObject({
    strategy: 'recreate',
    outcome: 'promoted',
  });
});
