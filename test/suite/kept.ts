import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What a suite reads of a package of npm. */
export interface Reading<T> {
  /** Folder of the cache, and name of what is kept in it: whatever reads otherwise has another name. */
  readonly folder: string;
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** A pattern of tar, of paths that begin with `package/`. */
  readonly files: string;
  /** @param unpacked the folder that has `package` */
  readonly read: (unpacked: string) => T;
}

/**
 * What a package of npm says, brought and read once: it is kept in the user's cache, as JSON.
 * @throws where the package cannot be had, with what npm said
 */
export function kept<T>(reading: Reading<T>): T {
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const cache = join(caches, 'devops-flow', reading.folder);
  const path = join(cache, `${reading.name}.json`);
  if (!existsSync(path)) {
    mkdirSync(cache, { recursive: true });
    keep(path, JSON.stringify(brought(reading, cache)));
  }
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

/** A file that is there is whole. */
function keep(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

function brought<T>({ package: name, version, files, read }: Reading<T>, cache: string): T {
  console.error(`reading ${name} ${version} from npm`);
  const folder = mkdtempSync(join(cache, 'unpacked-'));
  const pack = ['npm', 'pack', `${name}@${version}`, '--silent', '--ignore-scripts', '--pack-destination'];
  try {
    run([...pack, folder], folder);
    run(['sh', '-c', `tar -xzf *.tgz --wildcards '${files}'`], folder);
    return read(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run([command = '', ...args]: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
