/** Machines with systemd and sshd on this machine, for playbooks. docs/TESTING.md says how they are made. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { administrator, bringBase } from './base.ts';
import { answers, bootHost, type Host } from './host.ts';
import { makeNetwork } from './network.ts';
import { run, type Said } from './run.ts';

export type { Host } from './host.ts';

export interface Hosts {
  readonly all: readonly Host[];
  readonly of: (name: string) => Host;
  /** The private key of the administrator. */
  readonly key: string;
  /** Runs a command line as root on a host, over ssh. */
  readonly on: (name: string, command: string) => Said;
  stop(): Promise<void>;
}

interface Wish {
  readonly name: string;
  /** Folders of this machine, by their paths in the host. */
  readonly shared?: Readonly<Record<string, string>>;
}

const needed = ['debootstrap', 'systemd-nspawn', 'ssh-keygen', 'ip', 'dpkg-scanpackages'];

/** Boots hosts in a folder of their own; the reason why there are none, where they cannot be. */
export async function startHosts(folder: string, wishes: readonly Wish[]): Promise<Hosts | string> {
  if (process.getuid?.() !== 0) return 'only root boots hosts';
  const missing = needed.find(program => spawnSync(program, ['--version']).error !== undefined);
  if (missing !== undefined)
    return `there is no ${missing} here (Debian: debootstrap systemd-container openssh-client iproute2 dpkg-dev)`;
  const base = bringBase();
  const key = join(folder, 'key');
  run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const network = makeNetwork(`df${process.pid}`);
  const all: Host[] = [];
  const on = (name: string, command: string) => ssh(key, find(all, name), command);
  const stop = async () => {
    await Promise.all(all.map(host => host.stop()));
    network.remove();
  };
  try {
    for (const { name, shared = {} } of wishes) {
      const place = network.add(name);
      const publicKey = readFileSync(`${key}.pub`, 'utf8');
      all.push(bootHost({ name, base, folder: join(folder, name), place, key: publicKey, shared }));
    }
    await Promise.all(all.map(host => answers(host, () => on(host.name, 'true'))));
  } catch (error) {
    await stop();
    throw error;
  }
  return { all, of: name => find(all, name), key, on, stop };
}

function find(all: readonly Host[], name: string): Host {
  const host = all.find(found => found.name === name);
  if (!host) throw new Error(`no host is called ${name}`);
  return host;
}

/** What ssh is told besides the key: hosts are made anew each time, so nobody knows their keys. */
export const sshOptions = [
  'StrictHostKeyChecking=no',
  'UserKnownHostsFile=/dev/null',
  'LogLevel=ERROR',
  'BatchMode=yes',
  'ConnectTimeout=3',
].flatMap(option => ['-o', option]);

function ssh(key: string, { address }: Host, command: string): Said {
  const { status, stdout, stderr } = spawnSync(
    'ssh',
    [
      '-i',
      key,
      ...sshOptions,
      `${administrator}@${address}`,
      'sudo',
      'sh',
      '-c',
      `'${command.replaceAll("'", `'\\''`)}'`,
    ],
    { encoding: 'utf8' },
  );
  return { code: status ?? 255, text: `${stdout}${stderr}`.trim() };
}
