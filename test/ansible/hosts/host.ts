import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { administrator } from './base.ts';
import { makeGroups } from './cgroup.ts';
import type { Place } from './network.ts';
import { run, type Said } from './run.ts';

/** A machine with an init system of its own, which answers ssh. */
export interface Host {
  readonly name: string;
  readonly address: string;
  /** The top of its files, as this machine sees them. */
  readonly root: string;
  stop(): Promise<void>;
}

interface Wanted {
  readonly name: string;
  readonly base: string;
  readonly folder: string;
  readonly place: Place;
  /** The public key that may log in. */
  readonly key: string;
  /** Folders of this machine, by their paths in the host: what a provider mounts over the network. */
  readonly shared: Readonly<Record<string, string>>;
}

/** No service of this machine is asked for anything, and nothing of it is seen inside. */
const apart = [
  '--quiet',
  '--boot',
  '--register=no',
  '--keep-unit',
  '--link-journal=no',
  '--resolv-conf=off',
  '--console=pipe',
  '--capability=CAP_NET_ADMIN',
];

/** Lays a host over the tree of all, and boots it. */
export function bootHost({ name, base, folder, place, key, shared }: Wanted): Host {
  const root = join(folder, 'root');
  const [upper, work] = [join(folder, 'upper'), join(folder, 'work')];
  for (const path of [root, upper, work]) mkdirSync(path, { recursive: true });
  run('mount', [
    '-t',
    'overlay',
    'overlay',
    '-o',
    `lowerdir=${base},upperdir=${upper},workdir=${work}`,
    root,
  ]);
  settle(root, name, key);
  const log = openSync(join(folder, 'console.log'), 'a');
  const binds = Object.entries(shared).map(([inside, outside]) => `--bind=${outside}:${inside}`);
  const argv = [
    ...apart,
    `--machine=${name}`,
    `--directory=${root}`,
    `--network-namespace-path=/run/netns/${place.namespace}`,
    ...binds,
  ];
  const groups = makeGroups(`devops-flow-${process.pid}-${name}`);
  const [program = '', ...words] = [...groups.enter, 'systemd-nspawn', ...argv];
  const child = spawn(program, words, { stdio: ['ignore', log, log] });
  const stop = async () => {
    await end(child);
    groups.remove();
    run('umount', [root]);
  };
  return { name, address: place.address, root, stop };
}

/** What the machine of a provider is told when it is made: its name, and who may log in. */
function settle(root: string, name: string, key: string): void {
  writeFileSync(join(root, 'etc', 'hostname'), `${name}\n`);
  writeFileSync(join(root, 'etc', 'hosts'), `127.0.0.1 localhost\n127.0.1.1 ${name}\n`);
  const home = join(root, 'home', administrator, '.ssh');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'authorized_keys'), key, { mode: 0o600 });
  run('chroot', [root, 'chown', '-R', `${administrator}:`, `/home/${administrator}/.ssh`]);
}

/** SIGTERM has nspawn shut the host down in order; one that does not is cut off. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const cut = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(cut);
}

/** Waits until a command over ssh succeeds. @throws with what ssh says when it does not in two minutes */
export async function answers(host: Host, ask: (host: Host) => Said): Promise<void> {
  const late = performance.now() + 120_000;
  let said = ask(host);
  while (said.code !== 0) {
    if (performance.now() > late)
      throw new Error(`${host.name} does not answer: ${said.text}\n${lastWords(host)}`);
    await pause(500);
    said = ask(host);
  }
}

/** Of the console, and of the journal that the host keeps until it is stopped. */
function lastWords({ root }: Host): string {
  const console = readFileSync(join(root, '..', 'console.log'), 'utf8')
    .split('\n')
    .slice(-8);
  const { stdout } = spawnSync(
    'journalctl',
    ['--directory', join(root, 'var/log/journal'), '-n', '20', '--no-pager'],
    { encoding: 'utf8' },
  );
  return [...console, stdout].join('\n');
}
