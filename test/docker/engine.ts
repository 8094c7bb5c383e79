/** A Docker Engine of its own, which ends with the suite and leaves nothing behind. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { layOut, type StandIn } from './base-images.ts';

export interface Said {
  readonly code: number;
  readonly text: string;
}

/** One that runs, and the commands that reach it. */
export interface Engine {
  readonly environment: Readonly<Record<string, string>>;
  /** Runs docker; what it printed on both channels. */
  readonly docker: (...args: readonly string[]) => Said;
  /** Makes an image out of this machine's own programs. */
  bring(image: StandIn, changes?: readonly string[]): void;
  stop(): Promise<void>;
}

/** A client whose `docker build` can use BuildKit: one before version 23 has it built in, a later one needs buildx. */
function client(): string | undefined {
  return ['/usr/bin/docker', 'docker'].find(program => {
    const version = spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '';
    const [, major] = /version (\d+)\./.exec(version) ?? [];
    if (major === undefined) return false;
    return Number(major) < 23 || spawnSync(program, ['buildx', 'version']).status === 0;
  });
}

/** Starts an Engine; the reason why there is none, where it cannot be. */
export async function startEngine(): Promise<Engine | string> {
  const program = client();
  if (process.getuid?.() !== 0) return 'only root starts a Docker Engine';
  if (program === undefined) return 'there is no docker here that builds with BuildKit (Debian: docker.io)';
  if (spawnSync('dockerd', ['--version']).status !== 0) return 'there is no dockerd here (Debian: docker.io)';
  const folder = mkdtempSync(join(tmpdir(), 'engine-'));
  const socket = `unix://${join(folder, 'docker.sock')}`;
  const log = openSync(join(folder, 'dockerd.log'), 'a');
  const places = ['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')];
  const pid = ['--pidfile', join(folder, 'pid'), '--bip', '172.31.246.1/24', '-H', socket];
  const daemon = spawn('dockerd', [...places, ...pid], { stdio: ['ignore', log, log] });
  const ended = new Promise<void>(resolve => daemon.once('exit', () => resolve()));
  const environment = { DOCKER_HOST: socket, DOCKER_BUILDKIT: '1' };
  const docker = (...args: readonly string[]) => say(program, args, environment);
  const stop = async () => {
    daemon.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (let tries = 0; docker('version').code !== 0; tries += 1) {
    if (tries === 60 || daemon.exitCode !== null) {
      const said = spawnSync('tail', ['-n', '1', join(folder, 'dockerd.log')], { encoding: 'utf8' }).stdout;
      await stop();
      return `dockerd does not start here: ${said.trim()}`;
    }
    await pause(500);
  }
  const bring = (image: StandIn, changes: readonly string[] = []) =>
    makeImage(program, environment, join(folder, 'image'), image, changes);
  return { environment, docker, bring, stop };
}

function makeImage(
  program: string,
  environment: Engine['environment'],
  root: string,
  image: StandIn,
  changes: readonly string[],
): void {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root);
  layOut(image, root);
  const options = changes.flatMap(change => ['--change', change]);
  const env = { ...process.env, ...environment };
  const archive = join(root, '..', 'image.tar');
  execFileSync('tar', ['-C', root, '--numeric-owner', '-cf', archive, '.']);
  const [first = '', ...others] = image.names;
  execFileSync(program, ['import', ...options, archive, first], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const name of others) execFileSync(program, ['tag', first, name], { env });
  for (const left of [root, archive]) rmSync(left, { recursive: true, force: true });
}

export function say(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  cwd?: string,
): Said {
  const { status, stdout, stderr } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    ...(cwd !== undefined && { cwd }),
  });
  return { code: status ?? 1, text: `${stdout ?? ''}${stderr ?? ''}`.trim() };
}
