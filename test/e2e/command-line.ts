import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const bundle = join(repository, 'dist', 'main.cjs');

/** A throw-away folder and the real command line in it. */
export class Folder {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'folder-')));
  /** The program itself, for whoever starts it in another way. */
  readonly bundle = bundle;

  /** It goes with the test, or when `end` says: `afterAll` for one that the tests of a file copy. */
  constructor(end: (remove: () => void) => void = onTestFinished) {
    end(() => rmSync(this.path, { recursive: true, force: true }));
  }

  run(...args: string[]): SpawnSyncReturns<string> {
    return this.runIn('.', ...args);
  }

  runIn(folder: string, ...args: string[]): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, [bundle, ...args], { cwd: join(this.path, folder), encoding: 'utf8' });
  }

  /** As `json`, beside others: whoever waits for one process uses one core. */
  async jsonAside(...args: string[]): Promise<{ status: number | null; document: Record<string, unknown> }> {
    const { status, stdout } = await runAside([bundle, ...args, '--json'], this.path);
    return { status, document: JSON.parse(stdout) as Record<string, unknown> };
  }

  /** A line for Bash that begins with the arguments of the command. */
  shell(line: string): SpawnSyncReturns<string> {
    const command = `"$NODE" "$BUNDLE" ${line}`;
    const env = { ...process.env, NODE: process.execPath, BUNDLE: bundle };
    return spawnSync('bash', ['-c', command], { cwd: this.path, encoding: 'utf8', env });
  }

  /** Runs with --json: stdout is exactly one document. */
  json(...args: string[]): { status: number | null; document: Record<string, unknown> } {
    const { status, stdout } = this.run(...args, '--json');
    return { status, document: JSON.parse(stdout) as Record<string, unknown> };
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  write(path: string, content: string | Uint8Array): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), content);
  }

  /** Changes a text that must be there. */
  edit(path: string, from: string, to: string): void {
    const text = this.read(path);
    if (!text.includes(from)) throw new Error(`${path} does not have ${JSON.stringify(from)}`);
    this.write(path, text.replace(from, to));
  }

  /** The same files in a folder that goes with the test. */
  copy(): Folder {
    const copy = new Folder();
    cpSync(this.path, copy.path, { recursive: true });
    return copy;
  }

  /** Copies a file or folder of examples/. */
  copyExample(from: string, to: string): void {
    cpSync(join(repository, 'examples', from), join(this.path, to), { recursive: true });
  }

  /** Files below a folder, sorted, without devops-flow's own. */
  files(folder = '.'): string[] {
    return this.#all(folder).filter(path => !path.startsWith('.devops-flow/'));
  }

  /** Inode and times of everything: equal only when nothing at all was touched. */
  traces(): Record<string, string> {
    const traces: Record<string, string> = {};
    for (const path of readdirSync(this.path, { recursive: true, encoding: 'utf8' })) {
      const { ino, mtimeNs, ctimeNs } = statSync(join(this.path, path), { bigint: true });
      traces[path] = `${ino} ${mtimeNs} ${ctimeNs}`;
    }
    return traces;
  }

  #all(folder: string): string[] {
    return readdirSync(join(this.path, folder), { recursive: true, encoding: 'utf8' })
      .filter(path => statSync(join(this.path, folder, path)).isFile())
      .sort();
  }
}

/** Runs a module of Node without keeping the others from running. */
export async function runAside(
  argv: readonly string[],
  cwd: string,
): Promise<{ status: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, argv, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [status, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
  ]);
  return { status, signal, stdout, stderr };
}

/** The line number (from 1) of the first line that has the text. */
export function lineWith(text: string, part: string): number {
  const index = text.split('\n').findIndex(line => line.includes(part));
  if (index < 0) throw new Error(`no line has ${JSON.stringify(part)}`);
  return index + 1;
}
