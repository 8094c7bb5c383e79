import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';

export interface RunningService {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts one version of the example on a free port, and resolves when it says that it is ready. */
export async function startOrders(version: string, project: string, work: string): Promise<RunningService> {
  const child = spawn(process.execPath, ['server.js'], {
    cwd: join(project, 'examples', 'orders', version),
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', DATA_DIR: mkdtempSync(join(work, `${version}-`)) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const port = await portOf(child);
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise(resolve => {
        child.once('close', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** From the line of its log that says that it is ready; what comes later is read and dropped. */
function portOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    let log = '';
    let isFound = false;
    child.once('close', code => reject(new Error(`it ended with ${code}: ${log}`)));
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (isFound) return;
      log += text;
      const port = /"port":(\d+)/.exec(log)?.[1];
      if (port === undefined) return;
      isFound = true;
      resolve(Number(port));
    });
  });
}
