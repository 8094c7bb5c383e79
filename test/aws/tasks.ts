import { type ChildProcess, spawn } from 'node:child_process';
import { request as ask, createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../docker/compose.ts';
import { imageOf, versions } from '../docker/versions.ts';

/** Each version of the example as a process, and a load balancer before the one whose image serves. */
export class Tasks {
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
