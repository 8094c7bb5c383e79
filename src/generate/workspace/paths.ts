/** Rules for the paths that a plan may name; all with forward slashes, relative to a folder. */

/** Why `path` must not be written below a folder; undefined when it may. */
export function unsafePath(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.startsWith('/')) return 'it is absolute';
  if (path.includes('\\')) return 'it has a backslash';
  if (/\p{Cc}/u.test(path)) return 'it has a control character';
  const parts = path.split('/');
  if (parts.includes('..')) return 'it leaves the folder';
  if (parts.includes('') || parts.includes('.')) return 'it has an empty part';
  const reserved = parts.find(part => ['.git', '.devops-flow'].includes(part.toLowerCase()));
  return reserved === undefined ? undefined : `${reserved} is not for generated files`;
}

/** `folder/path`, where "." is the root itself. */
export function joinPath(folder: string, path: string): string {
  return folder === '.' ? path : `${folder}/${path}`;
}

/** "a/b/c" -> ["a", "a/b", "a/b/c"]. */
export function prefixes(path: string): string[] {
  const found: string[] = [];
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) found.push(path.slice(0, at));
  return [...found, path];
}

/** Equal for names that a file system without letter case would take for the same. */
export function foldCase(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
