/**
 * Amazon ECS as far as one machine has it: the real `aws`, which checks what it is told against Amazon's own description of
 * each call, and moto, which keeps clusters, services and task definitions and refuses what ECS refuses. moto replaces
 * no tasks and runs none: what becomes of a deployment is played here, in the words of ECS, and the command of a single
 * task runs on this machine. What is said to other services than ECS goes to moto as it is.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  request as passOn,
  type Server,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../docker/compose.ts';
import { SingleTasks } from './single-tasks.ts';

const run = promisify(execFile);

/** What a request to ECS is answered, as far as it is looked at here. */
interface Told {
  readonly services?: readonly Service[];
  readonly service?: Service;
  readonly taskDefinitionArns?: string[];
  readonly taskDefinition?: { readonly containerDefinitions: readonly { readonly image: string }[] };
}

interface Asked {
  readonly deploymentConfiguration?: object;
}

interface Service {
  taskDefinition: string;
  deployments: object[];
  deploymentConfiguration?: object;
}

interface Deployment {
  readonly taskDefinition: string;
  readonly image: string;
  readonly began: number;
}

/** How long new tasks take to be healthy, and how long it takes the circuit breaker to give them up. */
const replacedMs = 1500;

/** In us-east-1 version 1 of `aws` asks Amazon itself for RDS and SQS, whatever AWS_ENDPOINT_URL says. */
const ask = (folder: string) => `#!/bin/sh\nexec "${folder}/aws" --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n`;

export class Amazon {
  /** For `aws` and whatever calls it. */
  readonly environment: NodeJS.ProcessEnv;
  readonly #programs: string;
  readonly #moto: ChildProcess;
  readonly #front: Server;
  readonly #motoUrl: string;
  readonly #isBad: (image: string) => boolean;
  readonly #single = new SingleTasks();
  /** How tasks are replaced, as it was said last: moto forgets it. */
  #configuration: object | undefined;
  #deployment: Deployment | undefined;
  #serving: Deployment | undefined;

  private constructor(
    folder: string,
    ports: { readonly moto: number; readonly front: number },
    isBad: (image: string) => boolean,
  ) {
    this.#isBad = isBad;
    this.#motoUrl = `http://127.0.0.1:${ports.moto}`;
    // Certificates are issued at once, and the policies that Amazon brings are there.
    const env = { ...process.env, MOTO_ACM_VALIDATION_WAIT: '0', MOTO_IAM_LOAD_MANAGED_POLICIES: 'true' };
    this.#moto = spawn(join(folder, 'moto_server'), ['--port', String(ports.moto)], { stdio: 'ignore', env });
    this.#front = createServer((request, response) => void this.#answer(request, response));
    this.#front.listen(ports.front, '127.0.0.1');
    this.#programs = mkdtempSync(join(tmpdir(), 'aws-'));
    writeFileSync(join(this.#programs, 'aws'), ask(folder), { mode: 0o755 });
    this.environment = {
      PATH: `${this.#programs}:${folder}:${process.env['PATH'] ?? ''}`,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${ports.front}`,
      AWS_ACCESS_KEY_ID: 'nobody',
      AWS_SECRET_ACCESS_KEY: 'nothing',
      AWS_DEFAULT_REGION: 'eu-central-1',
    };
  }

  /** `folder` holds the programs; tasks of a bad image never get healthy. */
  static async start(folder: string, isBad: (image: string) => boolean): Promise<Amazon> {
    const ports = { moto: await freePort(), front: await freePort() };
    const amazon = new Amazon(folder, ports, isBad);
    for (let attempt = 0; attempt < 900 && !(await amazon.#isUp()); attempt += 1)
      await new Promise(resolve => setTimeout(resolve, 200));
    return amazon;
  }

  /** What `aws` says. @throws where it ends with another code than 0 */
  async aws(...args: readonly string[]): Promise<string> {
    const env = { ...process.env, ...this.environment };
    const { stdout } = await run('aws', args, { env });
    return stdout.trim();
  }

  /** The image of the tasks that answer requests now. */
  get serves(): string | undefined {
    this.#settle();
    return this.#serving?.image;
  }

  stop(): void {
    rmSync(this.#programs, { recursive: true });
    this.#moto.kill();
    this.#front.closeAllConnections();
    this.#front.close();
  }

  async #isUp(): Promise<boolean> {
    return await fetch(this.#motoUrl).then(
      () => true,
      () => false,
    );
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [api, action] = String(request.headers['x-amz-target']).split('.');
    if (api !== 'AmazonEC2ContainerServiceV20141113') return this.#pass(request, response);
    const body = await textOf(request);
    const played = this.#single.answer(action, JSON.parse(body) as object);
    const { status, told } = played
      ? { status: 200, told: played }
      : await this.#forward(action, request, body);
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(told));
  }

  async #forward(
    action: string | undefined,
    request: IncomingMessage,
    body: string,
  ): Promise<{ status: number; told: Told }> {
    const { status, told } = await this.#ask(request, body);
    if (status === 200 && (action === 'CreateService' || action === 'UpdateService') && told.service) {
      const { deploymentConfiguration } = JSON.parse(body) as Asked;
      this.#configuration = deploymentConfiguration ?? this.#configuration;
      await this.#began(request, told.service.taskDefinition);
    }
    for (const service of told.services ?? []) this.#tell(service);
    // moto lists them as they came, whatever is asked for.
    if (body.includes('"DESC"')) told.taskDefinitionArns?.reverse();
    return { status, told };
  }

  #pass(request: IncomingMessage, response: ServerResponse): void {
    const { method, url, headers } = request;
    const passed = passOn(new URL(url ?? '/', this.#motoUrl), { method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.writeHead(502).end());
    request.pipe(passed);
  }

  async #ask(
    { headers }: IncomingMessage,
    body: string,
    action?: string,
  ): Promise<{ status: number; told: Told }> {
    const { host: _, 'content-length': __, connection: ___, ...rest } = headers as Record<string, string>;
    const target =
      action === undefined ? {} : { 'x-amz-target': `AmazonEC2ContainerServiceV20141113.${action}` };
    const answer = await fetch(this.#motoUrl, { method: 'POST', headers: { ...rest, ...target }, body });
    return { status: answer.status, told: (await answer.json()) as Told };
  }

  async #began(request: IncomingMessage, taskDefinition: string): Promise<void> {
    this.#settle();
    const { told } = await this.#ask(request, JSON.stringify({ taskDefinition }), 'DescribeTaskDefinition');
    const image = told.taskDefinition?.containerDefinitions[0]?.image ?? '';
    this.#deployment = { taskDefinition, image, began: Date.now() };
  }

  /** Tasks that got healthy serve; those that did not are given up, and the ones before stay. */
  #settle(): void {
    const deployment = this.#deployment;
    if (!deployment || Date.now() - deployment.began < replacedMs) return;
    if (!this.#isBad(deployment.image)) this.#serving = deployment;
    this.#deployment = undefined;
  }

  /** `rollback=true` of the circuit breaker: ECS puts the last task definition that was complete back by itself. */
  #tell(service: Service): void {
    if (this.#configuration) service.deploymentConfiguration = this.#configuration;
    this.#settle();
    const primary = this.#deployment ?? this.#serving;
    if (!primary) return;
    const rolloutState = this.#deployment ? 'IN_PROGRESS' : 'COMPLETED';
    service.taskDefinition = primary.taskDefinition;
    service.deployments = [
      { ...service.deployments[0], taskDefinition: primary.taskDefinition, rolloutState, status: 'PRIMARY' },
    ];
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
