import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { TestProject, unusedPort, wellBehaved } from './project.ts';

const cleanup: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const undo of cleanup.splice(0).reverse()) await undo();
});

/** The commands that a text tells to run: from the program's name to the end of the sentence. */
function commandsIn(text: string): string[] {
  return [
    ...text.matchAll(/(?:^|[\s`])((?:[^\s`]*\/)?devops-flow [a-z](?:[^\n`;]*?))(?=`|;| {2,}|\n|$)/gm),
  ].map(match => match[1] ?? '');
}

/** A project in a folder whose name a shell would take for two words. */
async function shopWithSpace(port: number): Promise<{ project: TestProject; inner: string }> {
  const project = new TestProject({ port });
  const inner = join(project.folder, 'my shop');
  mkdirSync(inner);
  for (const name of ['docs', 'app']) renameSync(join(project.folder, name), join(inner, name));
  for (const environment of ['local', 'staging'])
    cleanup.push(() => project.run('down', 'my shop', '--env', environment));
  return { project, inner };
}

const paste = (project: TestProject, command: string) =>
  spawnSync('sh', ['-c', command], {
    cwd: project.folder,
    encoding: 'utf8',
    env: { ...process.env, CI: 'true' },
  });

test('every command that is printed works when it is pasted, also for a folder with a space in its name', async () => {
  const { project } = await shopWithSpace(await unusedPort());
  const said: string[] = [];
  const run = async (...args: string[]) => {
    const { stdout, stderr } = await project.run(...args);
    said.push(stdout, stderr);
  };
  await run('status', 'my shop');
  await run('up', 'my shop', '--as', 'v1');
  project.write(wellBehaved.replace('hello', 'second'), 'my shop');
  await run('up', 'my shop', '--as', 'v2');
  await run('status', 'my shop');
  await run('rollback', 'my shop', '--to', 'v9');
  await run('up', 'my shop', '--port', '1');
  await run('generate', 'my shop');
  await run('explain', 'service.prot', '--spec', 'my shop/docs/09_SPEC/SPEC-01_shop.yaml');
  await run('down', 'my shop');
  const printed = [...new Set(said.flatMap(commandsIn))];
  expect(printed.length).toBeGreaterThan(4);
  for (const command of printed) {
    const { status, stderr } = paste(project, command);
    // It may have nothing to do (1), but it must be a command (not 127) with options that exist (not 64).
    expect([command, status === 0 || status === 1, /unknown (?:option|command)/.test(stderr)]).toEqual([
      command,
      true,
      false,
    ]);
  }
});

const withStaging = `# REQ-01: x

## 9.5 Deployment Requirements

### 9.5.2 Environment Configuration

| Environment | Deployment Strategy | Rollback Time | Replicas | Regions |
|---|---|---|---|---|
| Staging | Blue-Green | 5 min | 1 | N/A |
| Production | Canary | 5 min | 1 | N/A |
`;

interface Status {
  services: { environment: string; health: string }[];
}

test('what is printed about staging acts on staging: the way around a taken port, undo, stop and again', async () => {
  const port = await unusedPort();
  const other = createServer().listen(port, '127.0.0.1');
  cleanup.push(async () => other.close());
  const { project, inner } = await shopWithSpace(port);
  mkdirSync(join(inner, 'docs', '07_REQ'));
  writeFileSync(join(inner, 'docs', '07_REQ', 'REQ-01_shop.md'), withStaging);
  const staging = ["'my shop'", '--env', 'staging'].join(' ');

  const refused = await project.run('up', 'my shop', '--env', 'Staging');
  const [around = ''] = commandsIn(refused.stderr);
  expect(around).toMatch(new RegExp(`devops-flow up ${staging} --port \\d+$`));
  expect(Number(around.split(' ').at(-1))).toBeGreaterThan(port);
  const started = paste(project, around);
  expect(started.stdout).toContain('shop → staging, this machine');
  expect(started.status).toBe(0);
  expect(
    (await project.json<Status>('status', 'my shop', '--env', 'staging')).document.services,
  ).toMatchObject([{ environment: 'staging', health: 'ok' }]);
  expect((await project.run('status', 'my shop')).code).toBe(1);

  project.write(wellBehaved.replace('hello', 'second'), 'my shop');
  const replaced = await project.run('up', 'my shop', '--env', 'staging', '--as', 'v2');
  const [undo = '', stop = ''] = commandsIn(replaced.stdout);
  expect([undo, stop]).toEqual([
    expect.stringMatching(new RegExp(`devops-flow rollback ${staging}$`)),
    expect.stringMatching(new RegExp(`devops-flow down ${staging}$`)),
  ]);
  expect(paste(project, undo).stdout).toContain('rollback from v2');
  const stopped = paste(project, stop);
  expect(stopped.stdout).toContain('shop → staging, this machine');
  expect(commandsIn(stopped.stdout)).toEqual([
    expect.stringMatching(new RegExp(`devops-flow up ${staging}$`)),
  ]);
  const down = await project.json<{ ok: boolean; problems: object[] }>(
    'status',
    'my shop',
    '--env',
    'staging',
  );
  expect(down).toMatchObject({
    code: 1,
    document: {
      ok: false,
      problems: [{ id: 'service-down', fix: expect.stringContaining(`up ${staging}`) }],
    },
  });
});

test.each([
  ['--env', 'not/a/label'],
  ['--env', '../elsewhere'],
  ['--env', 'a_b'],
  ['--port', '0'],
  ['--port', '65536'],
])('%s %s is a usage error, exit code 64, before anything is read', async (option, value) => {
  const project = new TestProject({ port: 1 });
  const { code, document } = await project.json<{ ok: boolean; problems: { id: string }[] }>(
    'up',
    '.',
    option,
    value,
  );
  expect([code, document.ok, document.problems.map(({ id }) => id)]).toEqual([64, false, ['usage']]);
});
