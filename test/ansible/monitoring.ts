import { type Stage, said } from './stage.ts';

const app = 'orders-staging-1';

/** The figures of a host that is hardened, as Prometheus would ask for them from this machine. */
export async function monitoring({ hosts, tally, play }: Stage): Promise<void> {
  tally.title('hosts that are watched');
  const { address } = hosts.of(app);
  const here = address.replace(/\d+$/, '1');
  const from = ['-e', JSON.stringify({ metrics_from: [here] })];
  const dry = await play('configure_monitoring.yml', '--check', ...from);
  tally.judge('a dry run does not fail', dry.code === 0, () => said(dry));
  const real = await play('configure_monitoring.yml', ...from);
  tally.judge('they have an exporter', real.code === 0, () => said(real));
  const again = await play('configure_monitoring.yml', ...from);
  tally.equal('a second run changes nothing', [again.code, again.changed], [0, 0]);
  const answer = await fetch(`http://${address}:9100/metrics`);
  const text = await answer.text();
  const running = /^node_systemd_unit_state\{name="app-orders.service",state="active",type="exec"\} 1$/m;
  tally.judge('Prometheus hears that the service runs', running.test(text), () => text.slice(0, 300));
}
