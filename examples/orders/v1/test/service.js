import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('../server.js', import.meta.url));

export const newFolder = () => mkdtemp(join(tmpdir(), 'orders-'));

/** The real service as a process of its own, on a free port; `log` grows by one object per line. */
export async function startService(folder, environment = {}) {
  const child = spawn(process.execPath, [server], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      LOG_LEVEL: 'debug',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const log = [];
  const lines = createInterface({ input: child.stdout });
  const port = await new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`exited with ${code}: ${JSON.stringify(log)}`)));
    lines.on('line', line => {
      const entry = JSON.parse(line);
      log.push(entry);
      if (entry.message === 'ready') resolve(entry.port);
    });
  });
  const exited = once(child, 'exit').then(([code]) => code);
  return { url: `http://127.0.0.1:${port}`, port, child, log, exited };
}

export const post = (url, body) =>
  fetch(`${url}/orders`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) });

export async function until(condition) {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 5));
}
