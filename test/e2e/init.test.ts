import { spawnSync } from 'node:child_process';
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from 'vitest';
import { jsonSchema } from '../../src/app/schema.ts';
import { type Files, json } from '../fixtures/repositories/files.ts';
import { pnpmMonorepo } from '../fixtures/repositories/node.ts';
import { railsNew } from '../fixtures/repositories/web.ts';
import { Folder } from './command-line.ts';
import { unusedPort } from './project.ts';

function repository(files: Files): Folder {
  const folder = new Folder();
  for (const [path, text] of Object.entries(files)) folder.write(path, text);
  return folder;
}

const shop: Files = {
  'package.json': json({
    name: 'shop',
    engines: { node: '>=22' },
    scripts: { start: 'node server.js' },
    dependencies: { express: '5' },
  }),
  'server.js': "app.get('/healthz', ok);\napp.listen(process.env.PORT || 3000);\n",
  'compose.yaml': 'services:\n  db:\n    image: postgres:15\n',
  Dockerfile: 'FROM node:22.1.0-slim\n',
  '.github/workflows/ci.yml': 'on: push\n',
  '.git/config': '[remote "origin"]\n\turl = https://me:hunter2@git.example.com/shop/shop.git\n',
};

const complaints = (command: string, document: unknown) => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(jsonSchema(command));
  return validate(document) ? [] : validate.errors;
};

describe('init', () => {
  it('writes one file and says what it found, what stays yours and what comes next', () => {
    const folder = repository(shop);
    const before = folder.files();
    const { status, stdout, stderr } = folder.run('init');
    expect([status, stderr]).toEqual([0, '']);
    const [found, hosting, yours, wrote] = stdout.split('\n');
    expect(found).toBe(
      'found  Node 22, express, port 3000 (server.js:2), /healthz, postgres (compose.yaml:3)',
    );
    expect(hosting).toBe(
      'found  https://git.example.com/shop/shop.git (.git/config:2), github-actions (.github/workflows/ci.yml:1)',
    );
    expect(yours).toBe('yours  Dockerfile, compose.yaml, .github/workflows/ci.yml: read, never written');
    expect(wrote).toMatch(/^wrote {2}devops-flow\.yaml \(\d+ lines\) {6}next: \S*devops-flow /);
    expect(folder.files()).toEqual([...before, 'devops-flow.yaml'].sort());
    expect(folder.read('devops-flow.yaml')).toContain('port: 3000 # server.js:2\n');
  });

  it('writes what generate and explain then read', () => {
    const folder = repository(shop);
    folder.run('init');
    expect(folder.run('explain', 'service.port').stdout).toContain('devops-flow.yaml');
    const { status, document } = folder.json('generate', '--dry-run');
    expect([status, document['ok']]).toEqual([0, true]);
    expect(document['written']).not.toContain('Dockerfile');
  });

  it('what it writes for a monorepo builds each service once, by the Dockerfile that is there', () => {
    const program = (name: string) => ({
      [`apps/${name}/package.json`]: json({
        name,
        scripts: { start: 'node server.js' },
        dependencies: { express: '5' },
      }),
      [`apps/${name}/server.js`]: shop['server.js'] ?? '',
    });
    const folder = repository({
      ...program('billing'),
      ...program('mail'),
      'apps/billing/Dockerfile': 'FROM node:22.1.0-slim\nCOPY . .\nCMD ["node", "server.js"]\n',
      'scripts/deploy.sh': '#!/bin/sh\n',
    });
    folder.run('init');
    const { status, stderr } = folder.run('generate');
    expect([status, stderr.includes('error')]).toEqual([0, false]);
    expect(folder.files().filter(file => file.endsWith('Dockerfile'))).toEqual([
      'apps/billing/Dockerfile',
      'mail/Dockerfile',
    ]);
    const workflow = folder.read('.github/workflows/billing-delivery.yml');
    expect(workflow).toContain('          context: apps/billing\n          file: apps/billing/Dockerfile\n');
    expect(workflow).toContain('          SCRIPTS: deploy/scripts\n');
    expect(folder.read('scripts/deploy.sh')).toBe('#!/bin/sh\n');
    expect(folder.files()).toContain('deploy/scripts/billing/deploy.sh');
  });

  it('never overwrites: a file or a link that is there stays as it is', () => {
    const folder = repository({ ...shop, 'devops-flow.yaml': 'name: mine\n' });
    const { status, stderr } = folder.run('init');
    expect(status).toBe(1);
    expect(stderr).toContain('error[init-exists]: devops-flow.yaml exists');
    expect(folder.read('devops-flow.yaml')).toBe('name: mine\n');
    const linked = repository(shop);
    symlinkSync('/nowhere', join(linked.path, 'devops-flow.yaml'));
    expect(linked.run('init').status).toBe(1);
  });

  it('--dry-run prints the file that init would write, and touches nothing', () => {
    const folder = repository(shop);
    const before = folder.traces();
    const { status, stdout } = folder.run('init', '--dry-run');
    expect([status, folder.traces()]).toEqual([0, before]);
    folder.run('init');
    expect(folder.read('devops-flow.yaml')).toBe(stdout);
  });

  it.each<[string, Files, number, string[]]>([
    ['one service', shop, 0, []],
    ['the team owns much', railsNew, 0, ['--dry-run']],
    ['several services', pnpmMonorepo, 0, []],
    ['nothing there', { 'README.md': '' }, 1, []],
    ['no such folder', shop, 1, ['nowhere']],
  ])('--json is what its schema says: %s', (_, files, code, args) => {
    const { status, document } = repository(files).json('init', ...args);
    expect([status, document['ok']]).toEqual([code, code === 0]);
    expect(complaints('init', document)).toEqual([]);
  });

  it('ends with 1 where there is no such folder, as the other commands do', () => {
    const folder = repository(shop);
    for (const command of ['init', 'plan', 'check', 'up'])
      expect([command, folder.run(command, 'nowhere').status]).toEqual([command, 1]);
  });

  it('in a monorepo writes all services, or that of the folder that is named', () => {
    const folder = repository({ ...pnpmMonorepo, '.git/HEAD': '' });
    expect(folder.run('init').stdout).toContain(
      'found  api: Node 22, express, port 4000 (apps/api/src/server.js:4), /healthz\n',
    );
    expect(folder.read('devops-flow.yaml')).toContain('    source: apps/api # the folder of the service\n');
    const { stdout } = folder.run('init', 'apps/api');
    expect(stdout).toContain('wrote  apps/api/devops-flow.yaml');
    expect(folder.read('apps/api/devops-flow.yaml')).toContain(
      '  install: pnpm install --frozen-lockfile # ../../pnpm-lock.yaml:1\n',
    );
  });

  it('runs nothing of the repository', () => {
    const trap = "require('node:fs').writeFileSync('ran', '');\n";
    const folder = repository({
      ...shop,
      'package.json': json({
        name: 'trap',
        scripts: { preinstall: 'touch ran', start: 'node server.js', prepare: 'touch ran' },
      }),
      'server.js': `${trap}app.listen(process.env.PORT || 3000);\n`,
      'next.config.js': trap,
      '.git/config': '[core]\n\tfsmonitor = "touch ran"\n',
    });
    expect(folder.run('init').status).toBe(0);
    expect(folder.files()).not.toContain('ran');
  });
});

describe('a folder without any document', () => {
  it.each(['plan', 'generate', 'up'])('%s asks for init first, and writes nothing', command => {
    const folder = repository({ 'README.md': '# shop\n' });
    const { status, stderr } = folder.run(command, '.');
    expect([status, folder.files()]).toEqual([1, ['README.md']]);
    expect(stderr).toContain('error[documents-missing]: no devops-flow.yaml, and no other document');
    expect(stderr).toMatch(/fix: run \S*devops-flow init \. first/);
  });

  it('init says what it looks for where nothing of it is there, and writes nothing', () => {
    const folder = repository({ 'README.md': '# shop\n' });
    const { status, stderr } = folder.run('init');
    expect([status, folder.files()]).toEqual([1, ['README.md']]);
    expect(stderr).toContain('error[init-nothing-found]: no service was found in . (1 file looked at)');
    expect(stderr).toContain('why: init looks for what Python, Node, Go, Java');
  });
});

it('init leaves a Compose file of programs that it does not know to plan, which reads it', () => {
  const folder = repository({
    'compose.yaml':
      'services:\n  api: { build: ./api, ports: ["8080:8080"] }\n  jobs: { build: ./jobs, command: run }\n',
    'api/Dockerfile': 'FROM swift:6\n',
    'jobs/Dockerfile': 'FROM swift:6\n',
  });
  const { status, stderr } = folder.run('init');
  expect(status).toBe(1);
  expect(stderr).toMatch(/fix: compose\.yaml says what runs: \S*devops-flow plan reads it as it is/);
  expect(folder.run('plan').status).toBe(0);
});

describe('add', () => {
  const initialised = () =>
    repository({
      'devops-flow.yaml': 'name: shop   # ours\nlanguage: node\noutputs:\n  docker: {} # the image\n',
      'apps/main.cjs': '',
    });

  it('puts a family into outputs, and leaves the rest as it is', () => {
    const folder = initialised();
    const { status, stdout } = folder.run('add', 'kubernetes');
    expect(status).toBe(0);
    expect(stdout).toMatch(
      /^added {2}kubernetes to the outputs of devops-flow\.yaml {6}next: \S*devops-flow generate\n$/,
    );
    expect(folder.read('devops-flow.yaml')).toBe(
      'name: shop   # ours\nlanguage: node\noutputs:\n  docker: {} # the image\n  kubernetes: {}\n',
    );
  });

  it.each<[string[], number, string]>([
    [['docker'], 0, 'note[family-there]: docker is in outputs already'],
    [['kuberntes'], 64, 'did you mean "kubernetes"?'],
    [['everything'], 64, 'error[family-unknown]: "everything" is not a family of files'],
    [['docker', '--folder', 'apps'], 1, 'error[service-file-missing]: there is no apps/devops-flow.yaml'],
  ])('%j exits with %i: %s', (args, code, text) => {
    const folder = initialised();
    const before = folder.read('devops-flow.yaml');
    const { status, stderr } = folder.run('add', ...args);
    expect(status).toBe(code);
    expect(stderr).toContain(text);
    expect(folder.read('devops-flow.yaml')).toBe(before);
    expect(complaints('add', folder.json('add', ...args).document)).toEqual([]);
  });

  it('says what is wrong with a file that cannot be read, and leaves it', () => {
    const folder = repository({ 'devops-flow.yaml': 'name: [\n' });
    const { status, stderr } = folder.run('add', 'docker');
    expect([status, folder.read('devops-flow.yaml')]).toEqual([1, 'name: [\n']);
    expect(stderr).toContain('error[yaml-syntax]');
  });
});

describe('a service that init has adopted runs', () => {
  const running: Folder[] = [];
  afterEach(() => {
    for (const folder of running.splice(0)) folder.run('down', '.');
  });

  const real = fileURLToPath(new URL('../fixtures/repositories/real', import.meta.url));
  const runs = (program: string, ...args: string[]) => spawnSync(program, args).status === 0;

  it.for([
    ['node-http', 'node', '--version', 'hello from node\n'],
    ['python-wsgi', 'python', '--version', 'hello from python\n'],
    ['go-http', 'go', 'version', 'hello from go\n'],
  ] as const)('%s: init, its own build and test, up', async ([name, program, version, answer], { skip }) => {
    skip(!runs(program, version), `${program} is not installed here`);
    const folder = new Folder();
    cpSync(join(real, name), folder.path, { recursive: true });
    const { document } = folder.json('init');
    const services = document['services'] as { findings: { field: string; value: string }[] }[];
    const command = (which: string) =>
      services[0]?.findings.find(({ field }) => field === `commands.${which}`)?.value;
    for (const line of [command('install'), command('build'), command('test')]) {
      if (line === undefined) continue;
      const { status, stderr } = spawnSync('sh', ['-c', line], { cwd: folder.path, encoding: 'utf8' });
      expect([line, status, status === 0 ? '' : stderr]).toEqual([line, 0, '']);
    }
    const port = await unusedPort();
    running.push(folder);
    const up = folder.run('up', '.', '--port', String(port));
    expect([up.status, up.status === 0 ? '' : up.stderr]).toEqual([0, '']);
    const response = await fetch(`http://127.0.0.1:${port}/`);
    expect([response.status, await response.text()]).toEqual([200, answer]);
  });
});
