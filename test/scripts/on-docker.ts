/** The scripts on a Docker Engine: containers by slot, and nginx before them. */
import { versions } from '../../src/model/official-images.ts';
import { freePort } from '../docker/compose.ts';
import type { Engine } from '../docker/engine.ts';
import { nginxImage } from '../docker/stand-ins.ts';
import { buildVersions } from '../docker/versions.ts';
import type { Suite } from '../suite/index.ts';
import { judged, OrdersProject } from './project.ts';
import { Slots } from './slots.ts';

const environment = 'staging';
const front = `orders-${environment}`;

const more = `rollout: { readySeconds: 20 }
shutdown: { drainSeconds: 2, graceSeconds: 5 }
environments:
  ${environment}: { target: docker, strategy: blue-green, bakeSeconds: 2, replicas: 2 }
`;

export async function onDocker(engine: Engine, suite: Suite): Promise<void> {
  const { tally } = suite;
  tally.title('the deployment scripts');
  const nginx = nginxImage(`nginx:${versions.nginx.mainline}-trixie`);
  if (!nginx) return tally.skip('DEVOPS_FLOW_NGINX names no nginx of version 1.27.4 or newer');
  engine.bring(nginx);
  if (!buildVersions(engine, suite)) return;
  // 8080 may be in use here: that is what the variable is for.
  const address = `127.0.0.1:${await freePort()}`;
  const project = new OrdersProject({ more, env: { ...engine.environment, PUBLISH: address } });
  const serving = async () => {
    const { text } = engine.docker('exec', front, 'head', '-n', '1', '/etc/front/nginx.conf');
    const slot = text.replace('# slot: ', '');
    const image = engine.docker('inspect', '--format', '{{.Config.Image}}', `${front}-${slot}-1`).text;
    return { slot, image };
  };
  const url = async () => `http://${address}`;
  const nothingBefore = 'there is no version before this one';
  const slots = new Slots({ project, environment, called: front, nothingBefore, url, serving }, tally);
  try {
    tally.faultless('the project is generated', [project.generate()].filter(Boolean));
    for (const _ of ['first', 'second'])
      await judged(project, tally, ['setup', '--env', environment], { status: 0, words: ['ready'] });
    await slots.begin();
    await slots.underLoad(async () => {
      await slots.replace();
      await slots.interrupt();
    });
    await slots.end();
  } finally {
    project.remove();
  }
}
