import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Tally } from '../suite/tally.ts';
import { bringTools } from '../suite/tools.ts';
import type { StandIn } from './base-images.ts';
import { freePort } from './compose.ts';
import { type Engine, type Said, say } from './engine.ts';
import { generated } from './generated.ts';

const image = (name: string): StandIn => ({ names: [name], programs: ['/bin/bash'] });

/** Digests as a real registry gives them, of images that a real Docker Engine has pushed. */
export async function tryPins(engine: Engine, program: string, work: string, record: Tally): Promise<void> {
  record.title('devops-flow pin, and a real registry that asks for a password');
  const registry = await bringRegistry();
  if (registry === undefined) return record.skip('no registry could be had from the Go module proxy');
  const folder = join(work, 'pins');
  mkdirSync(join(folder, 'docker'), { recursive: true });
  const host = `127.0.0.1:${await freePort()}`;
  const password = passwordLine();
  if (password === undefined) return record.skip('python3 makes no bcrypt hash here');
  const daemon = startRegistry(registry, folder, host, password);
  try {
    if (!(await answers(host))) return void record.judge('the registry starts', false);
    tryDigests(engine, { program, folder, host }, record);
  } finally {
    daemon.kill('SIGTERM');
  }
}

/** Debian's, where it is installed; the other is built from its sources, in minutes. */
async function bringRegistry(): Promise<string | undefined> {
  const ofDebian = 'docker-registry';
  if (spawnSync(ofDebian, ['--version']).status === 0) return ofDebian;
  const { pathOf } = await bringTools(['registry']);
  return pathOf('registry');
}

interface Place {
  readonly program: string;
  readonly folder: string;
  readonly host: string;
}

function tryDigests(engine: Engine, { program, folder, host }: Place, record: Tally): void {
  const name = `${host}/team/web:1.0.0`;
  const config = join(folder, 'docker');
  const docker = (...args: readonly string[]) => engine.docker('--config', config, ...args);
  const pin = (...args: readonly string[]): Said =>
    say(process.execPath, [program, 'pin', '--images', ...args], { DOCKER_CONFIG: config }, folder);
  const text = () => readFileSync(join(folder, 'devops-flow.pins.json'), 'utf8');
  const pinned = (): unknown =>
    (JSON.parse(text()) as { images: Record<string, { digest: string }> }).images[name]?.digest;
  const push = (): string => {
    engine.bring(image(name), [`LABEL made=${process.hrtime.bigint()}`]);
    return /digest: (sha256:[0-9a-f]{64})/.exec(docker('push', name).text)?.[1] ?? 'not pushed';
  };
  const document = `name: web\nport: 8080\nimage:\n  repository: ${host}/team/web\n  tag: 1.0.0\n  built: false\n`;
  writeFileSync(join(folder, 'devops-flow.yaml'), document);

  const login = docker('login', '--username', 'ada', '--password', 'secret', host);
  if (!record.judge('docker login opens it', login.code === 0, () => login.text)) return;
  const first = push();
  const without = say(process.execPath, [program, 'pin', '--images'], { DOCKER_CONFIG: folder }, folder);
  record.judge(
    'without the password there is no digest, and that is said',
    without.code === 1 && without.text.includes('it lets nobody in without a password'),
    () => without.text,
  );
  const run = pin();
  record.equal('with that of docker login it is the one that was pushed', [run.code, pinned()], [0, first]);
  record.judge('the password is nowhere in what it says', !run.text.includes(basicOf(config)));
  const before = text();
  record.equal('a second run changes no byte', [pin().code, text()], [0, before]);
  if (!generated(program, folder, record)) return;
  const reference = imageOf(folder);
  record.equal('the manifests name tag and digest', reference, `${name}@${first}`);
  docker('rmi', '--force', name);
  const pulled = docker('pull', reference);
  record.judge('which the Engine pulls', pulled.code === 0 && pulled.text.includes(first), () => pulled.text);

  const second = push();
  record.equal('another image under the same tag: --check ends with 2', pin('--check').code, 2);
  record.equal('and writes nothing', text(), before);
  record.equal('without --check it is taken', [pin().code, pinned()], [0, second]);
  generated(program, folder, record);
  record.equal('and so it is by the manifests', imageOf(folder), `${name}@${second}`);
}

const imageOf = (folder: string): string =>
  /image: "(.+)"/.exec(readFileSync(join(folder, 'k8s', 'deployment.yaml'), 'utf8'))?.[1] ?? 'no image';

const basicOf = (config: string): string =>
  /"auth": "(.+)"/.exec(readFileSync(join(config, 'config.json'), 'utf8'))?.[1] ?? 'no password';

/** A line of htpasswd for ada, whose password is secret; undefined where this machine cannot hash it. */
function passwordLine(): string | undefined {
  const script = "import crypt; print(crypt.crypt('secret', crypt.mksalt(crypt.METHOD_BLOWFISH)))";
  const { status, stdout } = spawnSync('python3', ['-W', 'ignore', '-c', script], { encoding: 'utf8' });
  return status === 0 && stdout.startsWith('$2') ? `ada:${stdout.trim()}\n` : undefined;
}

function startRegistry(registry: string, folder: string, host: string, password: string): ChildProcess {
  const [config, users, data] = ['config.yml', 'users', 'data'].map(name => join(folder, 'registry', name));
  mkdirSync(join(folder, 'registry'), { recursive: true });
  writeFileSync(users ?? '', password);
  const lines = [
    'version: 0.1',
    'log: { level: error }',
    `storage: { filesystem: { rootdirectory: ${data} } }`,
    `http: { addr: "${host}" }`,
    `auth: { htpasswd: { realm: here, path: ${users} } }`,
  ];
  writeFileSync(config ?? '', `${lines.join('\n')}\n`);
  return spawn(registry, ['serve', config ?? ''], { stdio: 'ignore' });
}

async function answers(host: string): Promise<boolean> {
  for (let tries = 0; tries < 60; tries += 1) {
    const said = await fetch(`http://${host}/v2/`).catch(() => undefined);
    if (said?.status === 401) return true;
    await pause(250);
  }
  return false;
}
