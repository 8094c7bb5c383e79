import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { capture, run } from './run.ts';

const suite = 'bookworm';
const mirror = 'http://deb.debian.org/debian';

/** What a host of a provider comes with, and no more. */
const system = [
  'systemd',
  'systemd-sysv',
  'dbus',
  'openssh-server',
  'python3',
  'python3-apt',
  'iproute2',
  'ca-certificates',
  'sudo',
  'procps',
];

/** What playbooks install. Hosts reach no mirror: the packages lie in the tree, with all that they need. */
const installed = [
  'haproxy',
  'socat',
  'nodejs',
  'nftables',
  'unattended-upgrades',
  'postgresql-15',
  'prometheus-node-exporter',
  'systemd-timesyncd',
  'python3-psycopg2',
  'tzdata',
  'acl',
];

/** What a network namespace gives a host already, and what would go out to mirrors by the clock. */
const masked = [
  'systemd-networkd.service',
  'systemd-networkd.socket',
  'systemd-resolved.service',
  'systemd-logind.service',
  'console-getty.service',
  'getty@.service',
  'apt-daily.timer',
  'apt-daily-upgrade.timer',
];

/** The administrator of the hosts: what playbooks log in as. */
export const administrator = 'admin';

/**
 * The tree of a Debian that all hosts are laid over, made once: by debootstrap in about a minute of one core.
 *
 * @throws when a step fails; a tree that is not whole is never taken
 */
export function bringBase(env: NodeJS.ProcessEnv = process.env): string {
  const caches = env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const base = join(caches, 'devops-flow', 'hosts', `${suite}-1`);
  if (existsSync(base)) return base;
  const part = `${base}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(join(part, '..'), { recursive: true });
  console.error(`making a tree of Debian ${suite} in ${base}`);
  run('debootstrap', ['--variant=minbase', `--include=${system.join(',')}`, suite, part, mirror]);
  bringPackages(part);
  prepare(part);
  renameSync(part, base);
  return base;
}

/** A source of packages within the tree. */
function bringPackages(root: string): void {
  const archives = join(root, 'var', 'cache', 'apt', 'archives');
  const store = join(root, 'srv', 'packages');
  inside(root, ['apt-get', 'clean']);
  inside(root, [
    'apt-get',
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    '--download-only',
    ...installed,
  ]);
  mkdirSync(store, { recursive: true });
  for (const file of readdirSync(archives).filter(name => name.endsWith('.deb')))
    renameSync(join(archives, file), join(store, file));
  writeFileSync(
    join(store, 'Packages'),
    capture('dpkg-scanpackages', ['--multiversion', '.'], { cwd: store }),
  );
  writeFileSync(join(root, 'etc', 'apt', 'sources.list'), 'deb [trusted=yes] file:/srv/packages ./\n');
  inside(root, ['apt-get', 'update', '-qq']);
}

function prepare(root: string): void {
  inside(root, ['systemctl', 'enable', 'ssh.service']);
  inside(root, ['systemctl', 'mask', ...masked]);
  inside(root, ['useradd', '--create-home', '--shell', '/bin/bash', administrator]);
  writeFileSync(join(root, 'etc', 'sudoers.d', administrator), `${administrator} ALL=(ALL) NOPASSWD: ALL\n`, {
    mode: 0o440,
  });
  // Whoever asks for a name hears at once that there is nobody to ask.
  writeFileSync(join(root, 'etc', 'resolv.conf'), '');
}

const inside = (root: string, argv: readonly string[]) =>
  run('chroot', [root, 'env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C', ...argv]);
