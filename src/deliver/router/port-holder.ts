import { readdir, readFile, readlink } from 'node:fs/promises';
import { type Failure, failure } from '../../errors/index.ts';

const listening = '0A';

/**
 * The failure `port-taken`, naming the process that listens there where /proc tells (proc(5)); `free` is a port that
 * may be taken instead.
 */
export async function portTaken(host: string, port: number, free?: number): Promise<Failure> {
  return failure('port-taken', { host, port, free, holder: await holderOf(port) });
}

/** As "pid 42 (node server.js)"; undefined when the process is another user's, and so hidden. */
async function holderOf(port: number): Promise<string | undefined> {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(file => socketsOf(file, port));
  const sockets = new Set((await Promise.all(tables)).flat());
  if (sockets.size === 0) return undefined;
  for (const pid of (await list('/proc')).filter(name => /^\d+$/.test(name)))
    if (await holds(pid, sockets)) return `pid ${pid} (${await commandOf(pid)})`;
  return undefined;
}

/** Lines of /proc/net/tcp: number, local address as hex IP:PORT, remote address, state, ...; field 9 is the inode. */
async function socketsOf(file: string, port: number): Promise<string[]> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = (await read(file)).split('\n').map(line => line.trim().split(/\s+/));
  return lines
    .filter(fields => fields[1]?.endsWith(wanted) && fields[3] === listening)
    .map(fields => `socket:[${fields[9] ?? ''}]`);
}

async function holds(pid: string, sockets: ReadonlySet<string>): Promise<boolean> {
  const folder = `/proc/${pid}/fd`;
  const targets = await Promise.all((await list(folder)).map(fd => link(`${folder}/${fd}`)));
  return targets.some(target => sockets.has(target));
}

async function commandOf(pid: string): Promise<string> {
  const words = (await read(`/proc/${pid}/cmdline`)).split('\0').join(' ').trim();
  // A command line is a stranger's text on our terminal.
  const plain = words.replaceAll(/[^\u0020-\u007e]/g, '?');
  return plain.length > 80 ? `${plain.slice(0, 79)}…` : plain;
}

// Processes come and go, and other users' are closed to us: what cannot be read is not there.
const list = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
const read = (file: string): Promise<string> => readFile(file, 'latin1').catch(() => '');
const link = (file: string): Promise<string> => readlink(file).catch(() => '');
