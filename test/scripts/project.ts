import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tally } from '../suite/tally.ts';
import { unlike, without } from './faults.ts';

const root = process.env['PROJECT_ROOT'] ?? process.cwd();
const program = join(root, 'dist', 'main.cjs');

export interface Ended {
  readonly status: number | null;
  readonly said: string;
}

export interface OrdersOptions {
  /** Where the service listens. */
  readonly port?: number;
  /** What its devops-flow.yaml says beside the documents. */
  readonly more?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The example with all that is generated for it, in a folder of its own; scripts are run as a person runs them. */
export class OrdersProject {
  readonly folder = mkdtempSync(join(tmpdir(), 'orders-scripts-'));
  readonly #env: NodeJS.ProcessEnv;

  constructor({ port, more, env = {} }: OrdersOptions) {
    cpSync(join(root, 'examples', 'orders'), this.folder, { recursive: true });
    if (port !== undefined)
      this.edit('docs/09_SPEC/SPEC-01_orders.yaml', 'ports_exposed: [8080]', `ports_exposed: [${port}]`);
    if (more !== undefined) writeFileSync(join(this.folder, 'devops-flow.yaml'), more);
    const flow = join(this.folder, 'devops-flow');
    writeFileSync(flow, `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`);
    chmodSync(flow, 0o755);
    this.#env = { ...process.env, DEVOPS_FLOW: flow, DEPLOYMENT_LOG: '', DEPLOYMENT_LOCK: '', ...env };
  }

  edit(file: string, from: string, to: string): void {
    const path = join(this.folder, file);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    writeFileSync(path, text.replace(from, to));
  }

  /** Which folder of the example is the next version. */
  version(from: string, to: string): void {
    this.edit('docs/09_SPEC/SPEC-01_orders.yaml', `source: "${from}"`, `source: "${to}"`);
  }

  /** How long answers take on a busy machine decides nothing here: errors and smoke tests do. */
  takeItsTime(): void {
    const spec = 'docs/09_SPEC/SPEC-01_orders.yaml';
    this.edit(spec, 'p95_milliseconds: 250', 'p95_milliseconds: 5000');
    this.edit(spec, 'p99_milliseconds: 500', 'p99_milliseconds: 9000');
  }

  /** No registry is asked: the only difference to what is generated. */
  takeImagesFromNodes(): void {
    for (const name of readdirSync(join(this.folder, 'k8s')).filter(file => file.endsWith('.yaml'))) {
      const path = join(this.folder, 'k8s', name);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, text.replaceAll('imagePullPolicy: Always', 'imagePullPolicy: IfNotPresent'));
    }
  }

  /** From now on scripts are run by another user, such as one of another KUBECONFIG. */
  runAs(env: NodeJS.ProcessEnv): void {
    Object.assign(this.#env, env);
  }

  generate(): string {
    const { status, stderr } = this.flow('generate', '.', '--output', '.');
    return status === 0 ? '' : stderr;
  }

  flow(...args: readonly string[]) {
    return spawnSync(process.execPath, [program, ...args], {
      cwd: this.folder,
      encoding: 'utf8',
      env: this.#env,
    });
  }

  /** Runs a script; sends `signal` to the script alone after `afterMs`. */
  script(
    name: string,
    args: readonly string[],
    interruption?: { readonly afterMs: number; readonly signal: NodeJS.Signals },
  ): Promise<Ended> {
    const child = spawn(join(this.folder, 'scripts', `${name}.sh`), [...args], {
      cwd: this.folder,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (said += text));
    const timer = interruption && setTimeout(() => child.kill(interruption.signal), interruption.afterMs);
    return new Promise(resolve =>
      child.on('exit', status => {
        clearTimeout(timer);
        // What it started and left behind may hold its output open: the last words have a moment.
        setTimeout(() => resolve({ status, said }), 100);
      }),
    );
  }

  remove(): void {
    this.flow('down', '.');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Runs a script, and holds how it ends and what it says against what is wanted. */
export async function judged(
  project: OrdersProject,
  tally: Tally,
  [name = '', ...args]: readonly string[],
  { status, words }: { readonly status: number; readonly words: readonly string[] },
): Promise<void> {
  const ended = await project.script(name, args);
  tally.faultless(`${[`${name}.sh`, ...args].join(' ')} ends with ${status}`, [
    ...unlike('the exit code', ended.status, status),
    ...without(ended.said, ...words),
    ...(ended.status === status ? [] : [ended.said.slice(-1500)]),
  ]);
}
