import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** What a suite reads of a package of npm. */
export interface Reading<T> {
  /** Of what is kept: whatever reads otherwise has another name. */
  readonly name: string;
  readonly package: string;
  readonly version: string;
  /** A pattern of tar, of paths that begin with `package/`. */
  readonly files: string;
  /** @param unpacked the folder that has `package` */
  readonly read: (unpacked: string) => T;
}

/**
 * What packages of npm say, each brought and read once: it is kept as JSON, in a folder of the user's cache.
 * @throws where a package cannot be had, with what npm said
 */
export function kept<T>(folder: string, readings: readonly Reading<T>[]): readonly T[] {
  const caches = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
  const cache = join(caches, 'devops-flow', folder);
  const pathOf = ({ name }: Reading<T>) => join(cache, `${name}.json`);
  const absent = readings.filter(reading => !existsSync(pathOf(reading)));
  if (absent.length > 0) {
    mkdirSync(cache, { recursive: true });
    bring(absent, cache, (reading, value) => keep(pathOf(reading), JSON.stringify(value)));
  }
  return readings.map(reading => JSON.parse(readFileSync(pathOf(reading), 'utf8')) as T);
}

/** A file that is there is whole. */
function keep(path: string, text: string): void {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text);
  renameSync(draft, path);
}

/** All by one npm, whose start costs more than a package. */
function bring<T>(
  readings: readonly Reading<T>[],
  cache: string,
  keepAs: (reading: Reading<T>, value: T) => void,
): void {
  const named = readings.map(reading => `${reading.package}@${reading.version}`);
  console.error(`reading from npm: ${named.join(', ')}`);
  const folder = mkdtempSync(join(cache, 'unpacked-'));
  try {
    run(['npm', 'pack', ...named, '--silent', '--ignore-scripts', '--pack-destination', folder], folder);
    for (const reading of readings) {
      const unpacked = join(folder, reading.name);
      mkdirSync(unpacked);
      const archive = `${reading.package.replace('@', '').replace('/', '-')}-${reading.version}.tgz`;
      run(['tar', '-xzf', join(folder, archive), '--wildcards', reading.files], unpacked);
      keepAs(reading, reading.read(unpacked));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run([command = '', ...args]: readonly string[], cwd: string): void {
  const { status, stderr, error } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
