/** Paths with slashes, relative to one folder. Nothing is looked up. */

export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '.' : slash === 0 ? '/' : path.slice(0, slash);
}

/** `path` as seen from where `folder` is seen from, without `.` and without `..` behind a name. */
export function join(folder: string, path: string): string {
  const whole = path.startsWith('/') ? path : `${folder}/${path}`;
  const steps: string[] = [];
  for (const step of whole.split('/')) {
    if (step === '' || step === '.') continue;
    if (step === '..' && steps.length > 0 && steps.at(-1) !== '..') steps.pop();
    else if (step !== '..' || !whole.startsWith('/')) steps.push(step);
  }
  const joined = steps.join('/');
  return whole.startsWith('/') ? `/${joined}` : joined === '' ? '.' : joined;
}

/** `path` as seen from `folder`, both seen from one place. Undefined when nobody can know, as `folder` begins above. */
export function relative(folder: string, path: string): string | undefined {
  const from = stepsOf(join(folder, '.'));
  const to = stepsOf(join(path, '.'));
  let same = 0;
  while (same < from.length && from[same] === to[same]) same += 1;
  const up = from.slice(same);
  if (up.includes('..')) return undefined;
  const steps = [...up.map(() => '..'), ...to.slice(same)];
  return steps.length === 0 ? '.' : steps.join('/');
}

const stepsOf = (path: string) => path.split('/').filter(step => step !== '' && step !== '.');

/** Why a path names no file of the project; undefined when it may. */
export function refusal(path: string): string | undefined {
  if (path === '') return 'empty';
  if (/^[a-z][a-z0-9+.-]+:|^[\w.-]+@[\w.-]+:/i.test(path)) return 'not a file of this machine';
  if (path.startsWith('/') || path.startsWith('~') || /^[a-z]:[\\/]|^\\\\/i.test(path))
    return 'an absolute path';
  return /[\0\n\r]/.test(path) ? 'no path' : undefined;
}
