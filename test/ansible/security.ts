import { openPorts } from './ports.ts';
import { type Stage, said } from './stage.ts';
import { traces } from './traces.ts';
import { failedUnits } from './units.ts';

const [app, balancer] = ['orders-staging-1', 'orders-staging-balancer'] as const;
/** The service and all that a system usually listens on lie below. */
const last = 10_000;

/** Firewall and ssh of hosts on which somebody has left a server running that nobody declared. */
export async function security({ hosts, tally, play }: Stage): Promise<void> {
  tally.title('hosts that are hardened');
  hosts.on(app, 'systemd-run --unit=forgotten python3 -m http.server 9999');
  const address = (name: string) => hosts.of(name).address;
  const before = await openPorts(address(app), last);
  tally.equal('before: ssh, the service and what was forgotten', before, [22, 8080, 9999]);
  const unchanged = traces(hosts);
  const dry = await play('configure_security.yml', '--check');
  tally.judge('a dry run does not fail', dry.code === 0, () => said(dry));
  tally.equal('it changes nothing', traces(hosts), unchanged);
  const real = await play('configure_security.yml');
  tally.judge('they are hardened', real.code === 0, () => said(real));
  const again = await play('configure_security.yml');
  tally.equal('a second run changes nothing', [again.code, again.changed], [0, 0]);
  tally.equal('of the host ssh is left to others', await openPorts(address(app), last), [22]);
  tally.equal('of the balancer what it serves', await openPorts(address(balancer), last), [22, 80]);
  const answer = await fetch(`http://${address(balancer)}/health/ready`);
  tally.equal('which still reaches the service', answer.status, 200);
  const ssh = hosts.on(app, 'sshd -T | grep -E "^(permitrootlogin|passwordauthentication) "').text;
  tally.equal('ssh takes keys alone, and not for root', ssh.split('\n').toSorted(), [
    'passwordauthentication no',
    'permitrootlogin no',
  ]);
  tally.faultless('all units are well', failedUnits(hosts, app));
}
