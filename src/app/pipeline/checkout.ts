import { execFileSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What no checkout has. */
const never = new Set(['.git', '.devops-flow', 'node_modules', '.venv']);

/** Files of a project as a fresh clone has them, with what is not committed yet; ignored ones stay behind. */
export function projectFiles(root: string): readonly string[] {
  const listed = gitFiles(root);
  const files = listed ?? readdirSync(root, { recursive: true }).map(String);
  return files.filter(path => !path.split('/').some(part => never.has(part)) && isFile(join(root, path)));
}

/** A link is one, wherever it leads; what git knows may have been deleted. */
function isFile(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isDirectory();
}

function gitFiles(root: string): readonly string[] | undefined {
  try {
    const argv = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
    const said = execFileSync('git', argv, {
      cwd: root,
      encoding: 'utf8',
      maxBuffer: Number.POSITIVE_INFINITY,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return said.split('\0').filter(path => path !== '');
  } catch {
    return undefined;
  }
}

/** Copies the files into an empty folder. */
export function checkOut(root: string, files: readonly string[], target: string): void {
  for (const path of files) {
    mkdirSync(dirname(join(target, path)), { recursive: true });
    cpSync(join(root, path), join(target, path), { verbatimSymlinks: true });
  }
}
