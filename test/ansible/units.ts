import type { Hosts } from './hosts/index.ts';

/** The units of a host that systemd counts as failed, each with the last words of its journal. */
export function failedUnits(hosts: Hosts, name: string): readonly string[] {
  const { text: state } = hosts.on(name, 'systemctl is-system-running');
  if (state === 'running') return [];
  const { text } = hosts.on(name, 'systemctl list-units --failed --plain --no-legend');
  const units = text
    .split('\n')
    .flatMap(line => line.split(' ', 1))
    .filter(unit => unit !== '');
  if (units.length === 0) return [`${name} is ${state}`];
  return units.map(unit => {
    const { text: words } = hosts.on(name, `journalctl -n 5 --no-pager -u ${unit}`);
    return `${name} is ${state}: ${unit}\n${words}`;
  });
}
