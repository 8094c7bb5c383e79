import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bundle = fileURLToPath(new URL('../../dist/main.cjs', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A service of one file, as small as can be; the script decides how it behaves. */
export const wellBehaved = `
  const http = require('node:http');
  const server = http.createServer((request, response) => response.end(process.env.GREETING ?? 'hello'));
  server.listen(process.env.PORT, '127.0.0.1');
  process.on('SIGTERM', () => { server.close(() => process.exit(0)); server.closeIdleConnections(); });
`;

/** A throw-away project with a SPEC and one service, and the command line to work on it. */
export class TestProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'project-'));
  readonly #env: Record<string, string>;

  constructor(
    spec: { port: number; rollout?: Record<string, number>; command?: string; extra?: string },
    env = {},
  ) {
    this.#env = env;
    const rollout = {
      ready_seconds: 5,
      bake_seconds: 1,
      max_error_percent: 1,
      min_requests: 20,
      rollback_window_seconds: 60,
      ...spec.rollout,
    };
    const lines = Object.entries(rollout).map(([key, value]) => `      ${key}: ${value}`);
    mkdirSync(join(this.folder, 'docs', '09_SPEC'), { recursive: true });
    writeFileSync(
      join(this.folder, 'docs', '09_SPEC', 'SPEC-01_shop.yaml'),
      `id: shop
summary: A test.
metadata:
  version: "1.0.0"
implementation:
  language: "node"
  language_version: "22"
  entry_point: "server.cjs"
  source: "app"
  start_command: "${spec.command ?? 'node server.cjs'}"
${spec.extra ?? ''}
  deployment:
    container_image: "registry.example.com/shop:1.0.0"
    ports_exposed: [${spec.port}]
    health_check_path: "/live"
    readiness_check_path: "/ready"
    startup_check_path: "/startup"
    scaling:
      min_instances: 2
      max_instances: 4
    shutdown:
      drain_seconds: 2
      grace_seconds: 2
    rollout:
${lines.join('\n')}
`,
    );
    this.write(wellBehaved);
  }

  write(script: string, inner = '.'): void {
    mkdirSync(join(this.folder, inner, 'app'), { recursive: true });
    writeFileSync(join(this.folder, inner, 'app', 'server.cjs'), script);
  }

  start(...args: string[]): ChildProcess {
    return runIn(this.folder, this.#env, ...args);
  }

  run(...args: string[]): Promise<Ran> {
    return ended(this.start(...args));
  }

  async json<T>(...args: string[]): Promise<{ code: number | null; document: T }> {
    const { code, stdout, stderr } = await this.run(...args, '--json');
    try {
      return { code, document: JSON.parse(stdout) as T };
    } catch {
      throw new Error(`not one JSON document: ${stdout}\n${stderr}`);
    }
  }
}

/** Starts the command line in a folder, with these variables beside our own. */
export function runIn(folder: string, env: Record<string, string>, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [bundle, ...args], {
    cwd: folder,
    env: { ...process.env, ...env, CI: 'true' },
  });
}

export function ended(child: ChildProcess): Promise<Ran> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', text => (stdout += text));
  child.stderr?.on('data', text => (stderr += text));
  return new Promise(resolve => child.on('close', code => resolve({ code, stdout, stderr })));
}

export function unusedPort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** Every process of this machine with its command line. */
export function commandLines(): { pid: number; line: string }[] {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return pids.map(pid => ({ pid: Number(pid), line: commandLine(pid) }));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').split('\0').join(' ');
  } catch {
    return '';
  }
}
