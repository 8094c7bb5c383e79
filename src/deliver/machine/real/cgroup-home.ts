import { constants } from 'node:fs';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CgroupHome } from '../limiter.ts';

/** Where the kernel says what we are in; another one in tests. */
export interface CgroupSources {
  readonly mountInfo: string;
  readonly ownCgroup: string;
}

const kernel: CgroupSources = { mountInfo: '/proc/self/mountinfo', ownCgroup: '/proc/self/cgroup' };
const wanted = ['memory', 'cpu', 'pids'];

/**
 * Our own control group (version 2), made ready to have those of instances below it; or why that cannot be, in words
 * that follow "because". Source of the rules: Linux, Documentation/admin-guide/cgroup-v2.rst, "No Internal Process
 * Constraint" and "Delegation".
 */
export async function findCgroupHome(sources: CgroupSources = kernel): Promise<CgroupHome | string> {
  try {
    const folder = ownFolder(
      await readFile(sources.mountInfo, 'utf8'),
      await readFile(sources.ownCgroup, 'utf8'),
    );
    if (folder === undefined) return 'no cgroup version 2 is mounted';
    const available = await words(join(folder, 'cgroup.controllers'));
    const controllers = wanted.filter(name => available.includes(name));
    if (controllers.length === 0) return `the cgroup ${folder} has none of ${wanted.join(', ')}`;
    const control = join(folder, 'cgroup.subtree_control');
    if (!(await isWritable(folder)) || !(await isWritable(control)))
      return `the cgroup ${folder} is not delegated to this user (systemd-run --user --scope -p Delegate=yes)`;
    const enabled = await words(control);
    if (controllers.every(name => enabled.includes(name))) return { folder, controllers };
    const crowd = await makeRoom(folder);
    if (crowd !== undefined) return crowd;
    await writeFile(control, controllers.map(name => `+${name}`).join(' '));
    return { folder, controllers };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Only a group without processes of its own may share out; ours moves into a leaf, but no stranger is moved. */
async function makeRoom(folder: string): Promise<string | undefined> {
  const isRoot = await access(join(folder, 'cgroup.type')).then(
    () => false,
    () => true,
  );
  if (isRoot) return undefined;
  const inside = (await words(join(folder, 'cgroup.procs'))).map(Number);
  const ours = await ancestors(process.pid);
  const strangers = inside.filter(pid => !ours.includes(pid));
  if (strangers.length > 0) return `other processes live in the cgroup ${folder} (pid ${strangers[0]})`;
  const leaf = join(folder, 'devops-flow');
  await mkdir(leaf, { recursive: true });
  for (const pid of inside) await writeFile(join(leaf, 'cgroup.procs'), String(pid));
  return undefined;
}

/** A process, its parent, and so on. */
async function ancestors(pid: number): Promise<number[]> {
  const line: number[] = [];
  for (let at = pid; at > 1; ) {
    line.push(at);
    const stat = await readFile(`/proc/${at}/stat`, 'latin1');
    at = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  }
  return line;
}

/** proc(5): "ID PARENT MAJ:MIN ROOT MOUNTPOINT OPTIONS ... - TYPE SOURCE OPTIONS", and "0::PATH" in cgroup. */
function ownFolder(mountInfo: string, ownCgroup: string): string | undefined {
  const path = /^0::(.*)$/m.exec(ownCgroup)?.[1];
  const mount = mountInfo
    .split('\n')
    .find(line => line.includes(' - cgroup2 '))
    ?.split(' ');
  const [root, point] = [mount?.[3], mount?.[4]];
  if (path === undefined || root === undefined || point === undefined) return undefined;
  return join(point, path.startsWith(root) ? path.slice(root.length) : path);
}

const words = async (file: string): Promise<string[]> =>
  (await readFile(file, 'utf8')).split(/\s+/).filter(word => word !== '');

const isWritable = (path: string): Promise<boolean> =>
  access(path, constants.W_OK).then(
    () => true,
    () => false,
  );
