import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Machine } from './machine.ts';

export interface GitlabResult {
  /** PASS, WARN or FAIL for each job, as the summary at the end says it. */
  readonly jobs: ReadonlyMap<string, string>;
  readonly output: string;
}

const colours = new RegExp(`${String.fromCodePoint(27)}\\[[\\d;]*m`, 'g');

/** Runs the pipeline of a push up to one job, with all that it needs, in the shell of this machine. */
export function runGitlab(
  program: string,
  project: string,
  job: string,
  machine: Machine,
  variables: Readonly<Record<string, string>>,
): GitlabResult {
  const given = Object.entries(variables).flatMap(([name, value]) => ['--variable', `${name}=${value}`]);
  const { stdout, stderr } = spawnSync(
    program,
    ['--force-shell-executor', '--shell-isolation', '--concurrency', '2', '--needs', job, ...given],
    {
      cwd: project,
      env: machine.env,
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  const output = `${stdout}${stderr}`;
  const bare = output.replaceAll(colours, '');
  const jobs = [...bare.matchAll(/^ *(PASS|WARN|FAIL) +(\S.*?) *$/gm)];
  return { jobs: new Map(jobs.map(([, result = '', name = '']) => [name, result])), output };
}

/** gitlab-ci-local copies by rsync: that of the machine, else Debian's, unpacked into a folder. Undefined where neither is. */
export function rsyncIn(
  folder: string,
): { readonly bin: string; readonly env: Record<string, string> } | undefined {
  if (spawnSync('rsync', ['--version']).status === 0) return { bin: folder, env: {} };
  mkdirSync(folder, { recursive: true });
  const packages = spawnSync('apt-get', ['download', 'rsync', 'libpopt0'], { cwd: folder });
  if (packages.status !== 0) return undefined;
  for (const file of readdirSync(folder).filter(name => name.endsWith('.deb')))
    spawnSync('dpkg', ['-x', file, 'root'], { cwd: folder });
  const [bin, library] = [join(folder, 'root/usr/bin'), join(folder, 'root/usr/lib')];
  if (!existsSync(join(bin, 'rsync'))) return undefined;
  const places = readdirSync(library).map(name => join(library, name));
  return { bin, env: { LD_LIBRARY_PATH: places.join(':') } };
}
