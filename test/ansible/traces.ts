import type { Hosts } from './hosts/index.ts';

/** What a login and the passage of time leave behind, whatever a playbook does. */
const passing = [
  '/var/log',
  '/var/lib/systemd',
  '/var/tmp',
  '/home',
  '/root',
  '/var/cache',
  '/var/lib/apt',
  '/var/lib/app-orders/data',
];

/** The files of all hosts that lie on disk, with their sizes, times and owners. */
export function traces(hosts: Hosts): readonly string[] {
  const but = passing.map(path => `-path ${path} -prune -o`).join(' ');
  const list = `find / -xdev ${but} ! -type d -printf "%p %s %T@ %u %m %l\\n" | sort`;
  return hosts.all.flatMap(({ name }) =>
    hosts
      .on(name, list)
      .text.split('\n')
      .map(line => `${name} ${line}`),
  );
}
