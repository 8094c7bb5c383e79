import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';

/** Groups of processes of a host alone: systemd ends what is in a group of its name, and would end that of the next host. */
export interface Groups {
  /** Begins a command line whose process and all that it starts are in them. */
  readonly enter: readonly string[];
  remove(): void;
}

const script = 'while [ "$1" != -- ]; do echo $$ >"$1/cgroup.procs" || exit; shift; done; shift; exec "$@"';

/** In the trees that systemd keeps: the one of version 2, and in front of it the named one of version 1 where it is there. */
export function makeGroups(name: string): Groups {
  const folders = trees().map(tree => join(tree, name));
  for (const folder of folders) mkdirSync(folder, { recursive: true });
  return {
    enter: ['sh', '-c', script, 'sh', ...folders, '--'],
    remove: () => folders.forEach(removeGroup),
  };
}

function trees(): readonly string[] {
  const mounts = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map(line => line.split(' '));
  return mounts
    .filter(
      ([, , type = '', options = '']) => type === 'cgroup2' || options.split(',').includes('name=systemd'),
    )
    .map(([, folder = '']) => folder);
}

/** The files of a group go with it; one that is still in use stays. */
function removeGroup(folder: string): void {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true }))
    if (entry.isDirectory()) removeGroup(join(folder, entry.name));
  try {
    rmdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EBUSY') throw error;
  }
}
