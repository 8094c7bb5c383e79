import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../../../errors/index.ts';
import { stateFolder } from '../root.ts';
import { makeFolders } from './durable.ts';

/**
 * One writer at a time. Each contender first puts a file named after its own pid and start time into
 * `.devops-flow/writers/`, then looks at the others: when one of them is alive, it takes its file away again. So two
 * can never both hold, and a dead holder needs no takeover that could itself be raced: its file no longer counts.
 *
 * @throws Failure `generate-in-progress`
 */
export async function holdWorkspace(root: string): Promise<() => void> {
  const folder = join(stateFolder(root), 'writers');
  const own = identity(process.pid);
  // Two that start in the same instant see each other and both step back; the pause lets one of them win.
  for (let attempt = 1; ; attempt++) {
    makeFolders(folder);
    if (!claim(join(folder, own))) continue;
    const holder = liveOther(folder, own);
    const release = () => rmSync(join(folder, own), { force: true });
    if (holder === undefined) return release;
    release();
    if (attempt === 4) throw failure('generate-in-progress', { root, pid: holder });
    await new Promise(resolve => setTimeout(resolve, 5 + Math.random() * 45));
  }
}

/** The process, other than this one, that writes to the workspace now. Only looks. */
export function otherWriter(root: string): number | undefined {
  const folder = join(stateFolder(root), 'writers');
  const own = identity(process.pid);
  const found = existsSync(folder) ? readdirSync(folder) : [];
  const name = found.find(other => other !== own && isHeldBy(Number.parseInt(other, 10), other));
  return name === undefined ? undefined : Number.parseInt(name, 10);
}

/** False when another command has just removed the folder. */
function claim(file: string): boolean {
  try {
    writeFileSync(file, '');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

function liveOther(folder: string, own: string): number | undefined {
  for (const name of readdirSync(folder)) {
    if (name === own) continue;
    const pid = Number.parseInt(name, 10);
    if (isHeldBy(pid, name)) return pid;
    rmSync(join(folder, name), { force: true });
  }
  return undefined;
}

/** "PID-STARTTIME": a pid alone comes round again. */
function identity(pid: number): string {
  return `${pid}-${startTime(pid)}`;
}

/** In doubt (a start time that may not be read) a process that is alive counts as the holder. */
function isHeldBy(pid: number, name: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false;
  return [name, `${pid}-0`].includes(identity(pid)) || name === `${pid}-0`;
}

/** Clock ticks after boot at which the process started, field 22 of proc(5) `stat`; "0" where there is no /proc. */
function startTime(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the command in brackets and may itself hold blanks and brackets.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0';
  } catch {
    return '0';
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
