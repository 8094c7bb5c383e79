import { startLoad } from '../../src/deliver/load/load.ts';
import { ordersWorkload } from '../../src/deliver/load/orders.ts';
import { patient } from '../suite/patience.ts';
import type { Hosts } from './hosts/index.ts';
import { hostile, pack } from './project.ts';
import { type Stage, said } from './stage.ts';
import { traces } from './traces.ts';
import { failedUnits } from './units.ts';

const [first, second, balancer] = [
  'orders-staging-1',
  'orders-staging-2',
  'orders-staging-balancer',
] as const;

/** Two hosts and a balancer, from bare machines to a bad version that is undone. */
export async function deploys(stage: Stage): Promise<void> {
  await configure(stage);
  pack(stage.folder, '1.0.0', 'v1');
  await firstDeploy(stage);
  pack(stage.folder, '2.0.0', 'v2');
  await underLoad(stage, 'version 2 replaces version 1', async () => {
    const played = await stage.play('deploy_app.yml', '-e', 'service_version=2.0.0');
    stage.tally.judge('version 2 is deployed', played.code === 0, () => said(played));
  });
  stage.tally.equal('both hosts run version 2', versions(stage), ['2.0.0', '2.0.0']);
  await badVersion(stage);
  await cleanup(stage);
}

async function configure({ hosts, tally, play }: Stage): Promise<void> {
  tally.title('bare hosts');
  const before = traces(hosts);
  const dry = await play('configure_instances.yml', '--check');
  tally.judge('a dry run on bare hosts does not fail', dry.code === 0, () => said(dry));
  tally.equal('it changes nothing', traces(hosts), before);
  const real = await play('configure_instances.yml');
  tally.judge('they are configured', real.code === 0, () => said(real));
  const again = await play('configure_instances.yml');
  tally.equal('a second run changes nothing', [again.code, again.changed], [0, 0]);
  tally.faultless(
    'all units of all hosts are well',
    hosts.all.flatMap(({ name }) => failedUnits(hosts, name)),
  );
  const { text } = hosts.on(first, 'systemd-analyze security app-orders.service --no-pager | tail -n 1');
  const exposure = Number(/level for app-orders.service: (\d+\.\d+)/.exec(text)?.[1] ?? 10);
  tally.judge(`systemd finds the unit safe: ${exposure} of 10 exposed`, exposure <= 2, () => text);
}

async function firstDeploy({ hosts, tally, play }: Stage): Promise<void> {
  tally.title('a first version');
  const before = traces(hosts);
  const dry = await play('deploy_app.yml', '--check');
  tally.judge('a dry run does not fail', dry.code === 0, () => said(dry));
  tally.equal('it changes nothing', traces(hosts), before);
  const real = await play('deploy_app.yml');
  tally.judge('version 1 is deployed', real.code === 0, () => said(real));
  tally.equal('the balancer leads to it', await ask(hosts), 200);
  tally.equal('the process has its settings to the letter', greeting(hosts), hostile);
  const again = await play('deploy_app.yml');
  tally.equal('a second run changes nothing', [again.code, again.changed], [0, 0]);
  const check = await play('deploy_app.yml', '--check');
  tally.equal('so does a dry run', [check.code, check.changed], [0, 0]);
}

/** Does something while requests come over kept connections, and counts what a client sees. */
async function underLoad({ hosts, tally }: Stage, title: string, act: () => Promise<void>): Promise<void> {
  tally.title(title);
  const load = startLoad({
    url: `http://${hosts.of(balancer).address}`,
    requestsPerSecond: 100,
    connections: 20,
    workload: ordersWorkload(),
    ...patient,
  });
  await act();
  const { started, lost, ownErrors, losses } = await load.stop();
  tally.judge(`none of ${started} requests is lost`, started > 500 && lost === 0, () =>
    JSON.stringify(losses.slice(0, 5)),
  );
  tally.equal('none is answered with an error', ownErrors, 0);
}

async function badVersion(stage: Stage): Promise<void> {
  const { hosts, tally, play, folder } = stage;
  pack(folder, '3.0.0', 'v2', {
    file: 'server.js',
    of: text => text.replace('life.started = true;', ''),
  });
  const begun = () => hosts.on(second, 'systemctl show -P MainPID app-orders.service').text;
  const before = begun();
  await underLoad(stage, 'a version that never gets ready', async () => {
    const played = await play(
      'deploy_app.yml',
      '-e',
      'service_version=3.0.0',
      '-e',
      'service_ready_seconds=5',
    );
    tally.judge('the deploy fails', played.code !== 0, () => said(played));
    tally.equal('on the first host', played.failed, [first]);
    tally.judge(
      'it says what is there now',
      /3\.0\.0-\w{12} does not get ready on orders-staging-1, which runs 2\.0\.0-\w{12} again/.test(
        played.text,
      ),
      () => said(played),
    );
  });
  tally.equal('both hosts run version 2', versions(stage), ['2.0.0', '2.0.0']);
  tally.equal('the second host was left as it was', begun(), before);
}

async function cleanup({ hosts, tally, play }: Stage): Promise<void> {
  tally.title('old releases');
  const played = await play('deploy_app.yml', '-e', 'service_version=2.0.0', '-e', 'service_keep_releases=1');
  tally.judge('a deploy that keeps one release', played.code === 0, () => said(played));
  const left = hosts.on(first, 'ls /opt/app-orders/releases').text;
  tally.judge('leaves the one that runs', /^2\.0\.0-\w{12}$/.test(left), () => left);
}

const versions = ({ hosts }: Stage) =>
  [first, second].map(name =>
    hosts.on(name, 'readlink /opt/app-orders/current').text.replace(/^.*\/|-\w{12}$/g, ''),
  );

const greeting = (hosts: Hosts) =>
  hosts
    .on(first, 'tr "\\0" "\\n" < /proc/$(systemctl show -P MainPID app-orders.service)/environ')
    .text.match(/^GREETING=(.*)$/m)?.[1];

const ask = async (hosts: Hosts) => (await fetch(`http://${hosts.of(balancer).address}/health/ready`)).status;
