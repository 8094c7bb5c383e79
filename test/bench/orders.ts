import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = process.env['PROJECT_ROOT'] ?? process.cwd();

/** A throw-away copy of the example, worked on with the command line. */
export class OrdersCopy {
  readonly folder = mkdtempSync(join(tmpdir(), 'orders-'));

  constructor() {
    cpSync(join(root, 'examples', 'orders'), this.folder, { recursive: true });
  }

  /** Replaces words of its documents; each must be there. */
  edit(file: string, changes: Readonly<Record<string, string>>): void {
    const path = join(this.folder, 'docs', file);
    let text = readFileSync(path, 'utf8');
    for (const [from, to] of Object.entries(changes)) {
      if (!text.includes(from)) throw new Error(`${file} does not say "${from}"`);
      text = text.replace(from, to);
    }
    writeFileSync(path, text);
  }

  /** Runs a command with --json while this process goes on; its document. */
  json<T>(...args: string[]): Promise<T> {
    const child = spawn(process.execPath, [join(root, 'dist', 'main.cjs'), ...args, '--json'], {
      cwd: this.folder,
    });
    let [text, said] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    return new Promise((resolve, reject) => {
      child.on('close', () => {
        try {
          resolve(JSON.parse(text) as T);
        } catch {
          reject(new Error(`${args.join(' ')} printed no document: ${text}${said}`));
        }
      });
    });
  }

  /** How often each order id is stored. */
  stored(): Map<string, number> {
    const counts = new Map<string, number>();
    const file = join(
      this.folder,
      '.devops-flow',
      'environments',
      'local',
      'orders',
      'volumes',
      'data',
      'orders.jsonl',
    );
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const id = line === '' ? undefined : (JSON.parse(line) as { id: string }).id;
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }

  remove(): SpawnSyncReturns<Buffer> {
    const ended = spawnSync(process.execPath, [join(root, 'dist', 'main.cjs'), 'down', this.folder]);
    rmSync(this.folder, { recursive: true, force: true });
    return ended;
  }
}

export interface DeployDocument {
  readonly url: string;
  readonly deploy: {
    readonly outcome: string;
    readonly requests: number;
    readonly failed: number;
    readonly byCause: Readonly<Record<string, number>>;
    readonly byPhase: Readonly<Record<string, number>>;
    readonly switchMs: number | null;
    readonly rollbackMs: number | null;
    readonly p99Ms: number | null;
    readonly quietP99Ms: number | null;
  };
}
