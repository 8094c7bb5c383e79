/** Base images out of this machine's own programs, where no registry can be reached: named as the Dockerfiles expect. */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** What stands in for an image: programs of this machine, with all that they link, and folders beside them. */
export interface StandIn {
  readonly names: readonly string[];
  readonly programs: readonly string[];
  /** Folders and files that are taken as they are. */
  readonly copied?: readonly string[];
  /** Programs that link nothing, by where they stand in the image. */
  readonly placed?: Readonly<Record<string, string>>;
  /** Symbolic links: where they stand, and where they lead. */
  readonly links?: Readonly<Record<string, string>>;
  /** Files that are written into it. */
  readonly files?: Readonly<Record<string, string>>;
  /** Users beside root, by name. */
  readonly users?: Readonly<Record<string, number>>;
  /** Folders of these users, which anybody may write to, as in the images of databases. */
  readonly owned?: Readonly<Record<string, number>>;
}

/** Puts the files of an image together in an empty folder. */
export function layOut(image: StandIn, root: string): void {
  const { programs, copied = [], placed = {}, links = {}, files = {}, users = {}, owned = {} } = image;
  for (const folder of ['usr/bin', 'usr/sbin', 'usr/lib', 'usr/lib64', 'etc', 'root'])
    mkdirSync(join(root, folder), { recursive: true });
  makeShared(join(root, 'tmp'));
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) symlinkSync(`usr/${name}`, join(root, name));
  const busybox = ['/bin/busybox', '/usr/bin/busybox'].find(existsSync);
  if (busybox) {
    put(busybox, root);
    execFileSync('chroot', [root, '/usr/bin/busybox', '--install', '-s', '/usr/bin'], { stdio: 'ignore' });
  }
  const linked = new Set(programs.flatMap(program => [program, ...librariesOf(program)]));
  for (const file of linked) put(file, root);
  for (const path of copied) cpSync(path, join(root, path), { recursive: true, verbatimSymlinks: true });
  for (const [place, program] of Object.entries(placed)) cpSync(program, join(root, place));
  for (const [place, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, place)), { recursive: true });
    symlinkSync(target, join(root, place));
  }
  for (const [place, content] of Object.entries(files)) writeFileSync(join(root, place), content);
  const accounts = Object.entries({ root: 0, ...users }).map(
    ([name, id]) => `${name}:x:${id}:${id}::/:/bin/sh\n`,
  );
  writeFileSync(join(root, 'etc', 'passwd'), accounts.join(''));
  for (const [folder, id] of Object.entries(owned)) {
    makeShared(join(root, folder));
    chownSync(join(root, folder), id, id);
  }
}

function makeShared(folder: string): void {
  mkdirSync(folder, { recursive: true });
  chmodSync(folder, 0o1777);
}

/** Under the name that it is asked for by, and with the content that this name leads to. */
function put(file: string, root: string): void {
  const place = join(root, file.replace(/^\/(bin|sbin|lib|lib64)\//, '/usr/$1/'));
  mkdirSync(dirname(place), { recursive: true });
  cpSync(realpathSync(file), place, { force: true });
}

/** The shared libraries of a program, and what loads them; none for a static one. */
function librariesOf(program: string): readonly string[] {
  try {
    const said = execFileSync('ldd', [realpathSync(program)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return [...said.matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, path = '']) => path);
  } catch {
    return [];
  }
}

/** The version of a program of this machine, such as "20.20.2"; undefined where it is not there. */
export function programOutput(program: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
