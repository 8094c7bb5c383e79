/** The scripts on ECS: the versions of the example behind what stands in for its tasks, told by the real `aws`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Amazon } from '../../aws/amazon.ts';
import { Tasks } from '../../aws/tasks.ts';
import { imageOf, type Version } from '../../docker/versions.ts';
import type { Suite } from '../../suite/index.ts';
import { unlike } from '../faults.ts';
import { judged, OrdersProject } from '../project.ts';

const environment = 'staging';
const here = ['--env', environment];
const more = `rollout: { readySeconds: 20 }
environments:
  ${environment}: { target: ecs, strategy: rolling, bakeSeconds: 2, regions: [eu-central-1] }
`;

/** What the scripts have no business to change. */
const blueGreen = 'strategy=BLUE_GREEN,bakeTimeInMinutes=5,minimumHealthyPercent=100,maximumPercent=200';

export async function onEcs({ project: root, work, tally }: Suite): Promise<void> {
  tally.title('the deployment scripts on ECS, by the real aws and moto');
  const programs = process.env['DEVOPS_FLOW_AWS'];
  if (programs === undefined) return tally.skip('DEVOPS_FLOW_AWS names no folder with aws and moto_server');
  const amazon = await Amazon.start(programs, image => image === imageOf('bad'));
  const tasks = await Tasks.start(root, work, () => amazon.serves);
  const project = new OrdersProject({ more, env: { ...amazon.environment, SERVICE_URL: tasks.url } });
  const run = (name: string, status: number, words: string, ...args: readonly string[]) =>
    judged(project, tally, [name, ...here, ...args], { status, words: [words] });
  const deploy = (version: Version, status: number, words: string, ...args: readonly string[]) =>
    run('deploy', status, words, '--image', imageOf(version), ...args);
  const serves = (sentence: string, version: Version) =>
    tally.faultless(sentence, unlike('the image', amazon.serves, imageOf(version)));
  try {
    tally.faultless('the project is generated', [project.generate()].filter(Boolean));
    await deploy('v1', 1, 'ECS has no service orders');
    await infrastructure(amazon, work);
    for (const name of ['setup', 'install']) for (const _ of ['first', 'second']) await run(name, 0, '');
    for (const _ of ['first', 'second']) await deploy('v1', 0, 'deployed');
    for (const name of ['health-check', 'smoke-tests']) await run(name, 0, '');
    await deploy('v2', 0, 'would ', '--dry-run');
    serves('a dry run replaces nothing', 'v1');
    await deploy('v2', 0, 'deployed');
    serves('the second version serves', 'v2');
    for (const words of ['rolled back', 'rolled back already']) await run('rollback', 0, words);
    serves('twice back is once back', 'v1');
    await deploy('v2', 0, 'deployed');
    await deploy('bad', 1, 'rolled back');
    // Healthy, and fails orders of guests: only the smoke tests see it.
    await deploy('v3', 1, 'the smoke tests fail');
    serves('neither bad version stays', 'v2');
    for (const _ of ['first', 'second']) await run('cleanup', 0, '');
    const told = ['--cluster', `orders-${environment}`, '--services', 'orders', '--output', 'text'];
    const query = ['--query', 'services[0].deploymentConfiguration.[strategy, bakeTimeInMinutes]'];
    const kept = await amazon.aws('ecs', 'describe-services', ...told, ...query);
    tally.equal('how ECS replaces tasks is as the infrastructure has said it', kept, 'BLUE_GREEN\t5');
  } finally {
    project.remove();
    tasks.stop();
    amazon.stop();
  }
}

/** What the infrastructure of the service makes: a cluster, a first task definition, and the service. */
async function infrastructure(amazon: Amazon, work: string): Promise<void> {
  const file = join(work, 'task.json');
  const container = {
    name: 'orders',
    image: imageOf('v1'),
    essential: true,
    portMappings: [{ containerPort: 8080 }],
  };
  const sizes = { networkMode: 'awsvpc', requiresCompatibilities: ['FARGATE'], cpu: '256', memory: '512' };
  writeFileSync(file, JSON.stringify({ family: 'orders', ...sizes, containerDefinitions: [container] }));
  const cluster = `orders-${environment}`;
  await amazon.aws('ecs', 'create-cluster', '--cluster-name', cluster);
  const made = await amazon.aws('ecs', 'register-task-definition', '--cli-input-json', `file://${file}`);
  const { taskDefinition } = JSON.parse(made) as { taskDefinition: { taskDefinitionArn: string } };
  const about = [
    '--cluster',
    cluster,
    '--service-name',
    'orders',
    '--task-definition',
    taskDefinition.taskDefinitionArn,
  ];
  const kind = ['--desired-count', '1', '--launch-type', 'FARGATE'];
  await amazon.aws('ecs', 'create-service', ...about, ...kind, '--deployment-configuration', blueGreen);
}
