import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ordersProject, ordersService, ordersWith } from '../../../../test/fixtures/orders.ts';
import type { Project } from '../../../model/service.ts';
import { folders } from '../shared/folders.ts';
import { scripts } from './index.ts';

/** The scripts of a project in a folder of their own, run by the real Bash. */
function folderOf(project: Project = ordersProject) {
  const folder = mkdtempSync(join(tmpdir(), 'scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, 'scripts'));
  for (const { path, content, mode } of scripts.emit(project, { pipelineType: 'github-actions' })) {
    writeFileSync(join(folder, 'scripts', path), content, { mode });
  }
  // For what these tests look at, any program that succeeds can stand where devops-flow is only looked for.
  const env = { ...process.env, DEVOPS_FLOW: 'true', DEPLOYMENT_LOG: '', DEPLOYMENT_LOCK: '' };
  const run = (script: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const file = join(folder, 'scripts', `${script}.sh`);
    const { status, stdout, stderr } = spawnSync(file, [...args], {
      encoding: 'utf8',
      env: { ...env, ...more },
    });
    return { status, stdout, stderr };
  };
  const logs = () => readdirSync(join(folder, 'logs')).filter(name => name.startsWith('deployment_'));
  return { folder, run, logs };
}

const all = ['cleanup', 'deploy', 'health-check', 'install', 'rollback', 'setup'];
const here = (folder: string) => ['--env', 'local', '--project', folder];

/** The health endpoints as the paths say; answered by an asynchronous run of the script. */
async function healthCheck(answers: Record<string, number>, env: NodeJS.ProcessEnv = {}) {
  const server = createServer((request, response) => {
    response.statusCode = answers[request.url ?? ''] ?? 404;
    response.end();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const { folder } = folderOf(ordersWith({ rollout: { ...ordersService.rollout, readySeconds: 1 } }));
  const child = spawn(
    join(folder, 'scripts', 'health-check.sh'),
    ['--env', 'local', '--url', `http://127.0.0.1:${port}`],
    { env: { ...process.env, ...env } },
  );
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const status = await new Promise<number | null>(resolve => child.on('close', resolve));
  return { status, said };
}

test('each script explains itself and ends with 0', () => {
  const { run } = folderOf();
  for (const name of all) {
    const { status, stdout } = run(name, ['--help']);
    expect([name, status, stdout.split('\n')[0]]).toEqual([
      name,
      0,
      `Usage: ${name}.sh --env NAME [options]`,
    ]);
  }
});

test('a missing or unknown environment, or an unknown option, ends with 1 and says what to do', () => {
  const { run } = folderOf();
  expect(run('deploy', [])).toMatchObject({ status: 1, stderr: expect.stringContaining('--env is missing') });
  expect(run('deploy', ['--env', 'moon'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining(
      'the documents know these environments: local development staging production',
    ),
  });
  expect(run('deploy', ['--env', 'staging production'])).toMatchObject({ status: 1 });
  expect(run('deploy', ['--fast'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('unknown option --fast'),
  });
});

test('what a script does is logged to logs/deployment_YYYYMMDD_HHMMSS.log', () => {
  const { folder, run, logs } = folderOf();
  expect(run('cleanup', here(folder)).status).toBe(0);
  expect(logs()).toEqual([expect.stringMatching(/^deployment_\d{8}_\d{6}\.log$/)]);
  expect(readFileSync(join(folder, 'logs', logs()[0] ?? ''), 'utf8')).toMatch(/cleanup\.sh clean\n$/);
});

test('a script that the document does not require for an environment runs there and says so', () => {
  const { folder, run } = folderOf(
    ordersWith({
      scripts: [
        { name: 'cleanup.sh', purpose: 'Cleanup', automation: 'Fully automated', environments: ['staging'] },
      ],
    }),
  );
  expect(run('cleanup', here(folder))).toMatchObject({
    status: 0,
    stderr: expect.stringContaining('the documents do not ask for this script here'),
  });
});

test('two scripts never change one environment at once', async () => {
  const { folder, run } = folderOf();
  mkdirSync(join(folder, 'logs'));
  const holder = spawn(
    'flock',
    [join(folder, 'logs', '.orders-local.lock'), 'sh', '-c', 'echo held; read _'],
    {
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  onTestFinished(() => void holder.stdin.end());
  await new Promise(resolve => holder.stdout.once('data', resolve));
  expect(run('cleanup', here(folder))).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('another script is changing orders in local'),
  });
  holder.stdin.end('\n');
  await new Promise(resolve => holder.on('close', resolve));
  expect(run('cleanup', here(folder)).status).toBe(0);
});

test('cleanup keeps the newest logs, and a second run finds nothing to do', () => {
  const { folder, run, logs } = folderOf();
  mkdirSync(join(folder, 'logs'));
  for (const day of ['01', '02', '03'])
    writeFileSync(join(folder, 'logs', `deployment_202601${day}_120000.log`), '');
  const log = join(folder, 'logs', 'deployment_20260104_120000.log');
  expect(run('cleanup', [...here(folder), '--keep', '2'], { DEPLOYMENT_LOG: log }).status).toBe(0);
  expect(logs()).toEqual(['deployment_20260103_120000.log', 'deployment_20260104_120000.log']);
  expect(run('cleanup', [...here(folder), '--keep', '2'], { DEPLOYMENT_LOG: log }).status).toBe(0);
  expect(logs()).toHaveLength(2);
  expect(run('cleanup', [...here(folder), '--keep', 'all'])).toMatchObject({ status: 1 });
});

test('deploy on this machine refuses a strategy that the documents do not name', () => {
  const { folder, run } = folderOf();
  expect(run('deploy', [...here(folder), '--strategy', 'rolling'])).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('the documents say blue-green for local, not rolling'),
  });
});

const well = { '/health/live': 200, '/health/ready': 200, '/health/startup': 200 };

test.each([
  ['healthy', well, 0, 'health-check.sh healthy'],
  ['not alive', { ...well, '/health/live': 500 }, 1, 'it is not alive'],
  ['not ready', { ...well, '/health/ready': 503 }, 1, 'it is alive, but not ready'],
  ['odd at startup', { ...well, '/health/startup': 404 }, 2, 'its startup endpoint does not say so'],
])('health-check of a service that is %s', async (_, answers, status, message) => {
  expect(await healthCheck(answers)).toEqual({ status, said: expect.stringContaining(message) });
});

test('health-check needs no curl: Bash opens the socket itself', async () => {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  onTestFinished(() => rmSync(bin, { recursive: true, force: true }));
  for (const name of ['bash', 'env', 'dirname', 'date', 'tee', 'mkdir', 'timeout', 'sleep']) {
    const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
    symlinkSync(found, join(bin, name));
  }
  expect(await healthCheck(well, { PATH: bin })).toMatchObject({ status: 0 });
  expect(await healthCheck({ ...well, '/health/ready': 503 }, { PATH: bin })).toMatchObject({ status: 1 });
});

test('text of a document never runs', () => {
  const canary = join(mkdtempSync(join(tmpdir(), 'canary-')), 'canary');
  onTestFinished(() => rmSync(canary, { force: true }));
  const hostile = (text: string) => `${text}'\n"; touch ${canary} #$(touch ${canary})\`touch ${canary}\``;
  const { folder, run } = folderOf(
    ordersWith({
      rollout: { ...ordersService.rollout, readySeconds: 0 },
      summary: hostile('summary'),
      command: [hostile('node')],
      source: hostile('v1'),
      image: { repository: hostile('repo'), tag: hostile('1'), built: true },
      health: { ...ordersService.health, live: hostile('/live'), ready: hostile('/ready') },
      scripts: all.map(name => ({
        name: `${name}.sh`,
        purpose: hostile('purpose'),
        automation: '',
        environments: [hostile('env'), 'local'],
      })),
      environments: ordersService.environments.map((environment, i) =>
        i === 0 ? environment : { ...environment, name: hostile(environment.name) },
      ),
    }),
  );
  for (const name of all) {
    expect(run(name, ['--help']).status).toBe(0);
    run(name, [...here(folder), ...(name === 'health-check' ? ['--url', 'http://127.0.0.1:9'] : [])], {
      PATH: process.env['PATH'],
    });
  }
  expect(existsSync(canary)).toBe(false);
});

test.each([
  ['scripts', 'k8s', 'ROOT=${HERE%/*}', 'MANIFESTS=$ROOT/k8s'],
  ['deploy/scripts', 'deploy/$(k8s)', 'ROOT=${HERE%/*/*}', "MANIFESTS=$ROOT/'deploy/$(k8s)'"],
  ['.', 'k8s', 'ROOT=$HERE', 'MANIFESTS=$ROOT/k8s'],
])('from %s scripts find the manifests in %s', (home, kubernetes, root, manifests) => {
  const chosen = { ...folders, scripts: home, kubernetes };
  const emitted = scripts.emit(ordersProject, { pipelineType: 'github-actions', folders: chosen });
  const lines = emitted.find(({ path }) => path === 'deploy.sh')?.content.split('\n') ?? [];
  expect(lines.filter(line => /^(?:ROOT|MANIFESTS)=/.test(line))).toEqual([root, manifests]);
});

/** Has the script signal itself before its n-th command at the top, or, further on, in a function. */
function cutAt(n: number, run: ReturnType<typeof folderOf>['run'], folder: string) {
  const early = join(folder, 'cut.sh');
  writeFileSync(
    early,
    `N=0\nset -T\ntrap '[[ $BASH_SUBSHELL != 0 ]] || ! ((N++ == ${n})) || kill -TERM $$' DEBUG\n`,
  );
  return run('deploy', [...here(folder), '--dry-run'], { BASH_ENV: early });
}

test('a script that is cut at any command says so, says what serves, and ends with 1', () => {
  const { folder, run } = folderOf();
  const program = join(folder, 'devops-flow');
  writeFileSync(program, '#!/bin/sh\necho "said by devops-flow $1"\n', { mode: 0o755 });
  const moments = Array.from({ length: 12 }, (_, i) => 3 + i * 9);
  const wrong = moments.flatMap(n => {
    const { status, stdout, stderr } = cutAt(
      n,
      (script, args, env) => run(script, args, { DEVOPS_FLOW: program, ...env }),
      folder,
    );
    const isSaid =
      /interrupted; started again it goes on from here\n(?:.*\n)*said by devops-flow status\n$/.test(stderr);
    return status === 1 && isSaid ? [] : [{ n, status, stdout, stderr }];
  });
  expect(wrong).toEqual([]);
});

test('what a script has started ends with it', async () => {
  const { folder } = folderOf();
  const program = join(folder, 'devops-flow');
  writeFileSync(program, '#!/bin/sh\n[ "$1" = up ] || exit 0\necho begun\nexec sleep 77.5\n', {
    mode: 0o755,
  });
  const child = spawn(join(folder, 'scripts', 'deploy.sh'), here(folder), {
    env: { ...process.env, DEVOPS_FLOW: program, DEPLOYMENT_LOG: '', DEPLOYMENT_LOCK: '' },
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('begun')) child.kill('SIGTERM');
  });
  const status = await new Promise<number | null>(resolve => child.on('close', resolve));
  const left = spawnSync('pgrep', ['-f', 'sleep 77.5'], { encoding: 'utf8' }).stdout;
  expect([status, left]).toEqual([1, '']);
});

test('deploy.sh --help says by what a new version is judged', () => {
  const { stdout } = folderOf().run('deploy', ['--help']);
  expect(stdout).toContain(
    'smoke-tests.sh: before it gets requests (blue-green, canary, Docker) or as soon as it has them (rolling, ECS).',
  );
});
