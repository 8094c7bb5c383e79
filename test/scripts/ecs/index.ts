/** The scripts on ECS: the versions of the example behind what stands in for its tasks, told by the real `aws`. */
import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { request as ask, createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../../docker/compose.ts';
import { imageOf, type Version, versions } from '../../docker/versions.ts';
import type { Suite } from '../../suite/index.ts';
import { unlike } from '../faults.ts';
import { judged, OrdersProject } from '../project.ts';
import { Amazon } from './amazon.ts';

const environment = 'staging';
const here = ['--env', environment];
const more = `rollout: { readySeconds: 20 }
environments:
  ${environment}: { target: ecs, strategy: rolling, bakeSeconds: 2, regions: [eu-central-1] }
`;

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
  await amazon.ecs('create-cluster', '--cluster-name', cluster);
  const made = await amazon.ecs('register-task-definition', '--cli-input-json', `file://${file}`);
  const { taskDefinition } = JSON.parse(made) as { taskDefinition: { taskDefinitionArn: string } };
  const about = [
    '--cluster',
    cluster,
    '--service-name',
    'orders',
    '--task-definition',
    taskDefinition.taskDefinitionArn,
  ];
  await amazon.ecs('create-service', ...about, '--desired-count', '1', '--launch-type', 'FARGATE');
}

/** Each version of the example as a process, and a load balancer before the one whose image serves. */
class Tasks {
  readonly url: string;
  readonly #processes: readonly ChildProcess[];
  readonly #balancer: Server;

  private constructor(url: string, processes: readonly ChildProcess[], balancer: Server) {
    this.url = url;
    this.#processes = processes;
    this.#balancer = balancer;
  }

  static async start(root: string, work: string, serves: () => string | undefined): Promise<Tasks> {
    const ports = new Map<string, number>();
    const processes: ChildProcess[] = [];
    for (const version of versions.filter(name => name !== 'bad')) {
      const port = await freePort();
      ports.set(imageOf(version), port);
      const env = { ...process.env, PORT: String(port), DATA_DIR: join(work, `data-${version}`) };
      const program = join(root, 'examples', 'orders', version, 'server.js');
      processes.push(spawn(process.execPath, [program], { env, stdio: 'ignore' }));
    }
    const port = await freePort();
    const balancer = createServer((request, response) => {
      const { method, url: path, headers } = request;
      const to = ports.get(serves() ?? '');
      const passed = ask({ port: to, host: '127.0.0.1', method, path, headers }, answer => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      passed.on('error', () => response.writeHead(503).end());
      request.pipe(passed);
    });
    balancer.listen(port, '127.0.0.1');
    return new Tasks(`http://127.0.0.1:${port}`, processes, balancer);
  }

  stop(): void {
    for (const child of this.#processes) child.kill();
    this.#balancer.closeAllConnections();
    this.#balancer.close();
  }
}
