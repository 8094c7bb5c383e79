import type { Repository } from './repository.ts';

type Read<T> = (repository: Repository, path: string) => T;

/** Reads each file of a repository once: detectors ask for the same ones, and parsing takes longer than all else. */
export function remembered<T extends object>(read: Read<T>): Read<T> {
  const known = new WeakMap<Repository, Map<string, T>>();
  return (repository, path) => {
    const files = known.get(repository) ?? new Map<string, T>();
    known.set(repository, files);
    const found = files.get(path) ?? read(repository, path);
    files.set(path, found);
    return found;
  };
}
