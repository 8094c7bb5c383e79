import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../docker/compose.ts';

/** What moto lacks is added there. */
const server = join(process.env['PROJECT_ROOT'] ?? '.', 'test', 'suite', 'serve_moto.py');

/** AWS as far as moto keeps it. */
export interface Moto {
  readonly env: NodeJS.ProcessEnv;
  readonly stop: () => void;
}

/**
 * @param folder of `aws`, and of the Python that has moto
 * @param settings of moto, by its variables of the environment
 */
export async function startMoto(folder: string, settings: NodeJS.ProcessEnv = {}): Promise<Moto> {
  const port = await freePort();
  // Templates are looked for by this name of the machine.
  const url = `http://localhost:${port}`;
  const child: ChildProcess = spawn(join(folder, 'python'), [server, '--port', String(port)], {
    stdio: 'ignore',
    env: { ...process.env, ...settings },
  });
  const isUp = () =>
    fetch(`${url}/moto-api/`).then(
      () => true,
      () => false,
    );
  for (let attempt = 0; attempt < 900 && !(await isUp()); attempt += 1)
    await new Promise(resolve => setTimeout(resolve, 200));
  // Functions of Lambda would run in Docker: here they only are there.
  await fetch(`${url}/moto-api/config`, {
    method: 'POST',
    body: JSON.stringify({ lambda: { use_docker: false } }),
  });
  return {
    env: {
      PATH: `${folder}:${process.env['PATH']}`,
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: 'nobody',
      AWS_SECRET_ACCESS_KEY: 'nothing',
      AWS_DEFAULT_REGION: 'eu-central-1',
    },
    stop: () => child.kill(),
  };
}
