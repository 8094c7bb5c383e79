/** A repository as detectors see it: paths and texts. Whoever reads the disk decides what belongs to it. */
export interface Repository {
  /** Paths of all files, sorted, with forward slashes; without what git ignores and what others wrote (vendored folders). */
  readonly files: readonly string[];
  /** The text of a file; undefined where it is absent, too large or not text. */
  read(path: string): string | undefined;
  /** Where the files stand in the project folder; places that people read begin with it. */
  readonly base?: string;
  /** The repository that this folder is a part of: a lock file or a version file may stand there. */
  readonly outer?: Repository;
}

/** One folder of a repository as a repository of its own. */
export function within(repository: Repository, folder: string): Repository {
  const start = `${folder}/`;
  return {
    files: repository.files.filter(file => file.startsWith(start)).map(file => file.slice(start.length)),
    read: path => repository.read(start + path),
    base: shown(repository, folder),
    outer: repository,
  };
}

/** The path as it is shown to people: from the project folder. */
export function shown(repository: Repository, path: string): string {
  return repository.base === undefined ? path : `${repository.base}/${path}`;
}

export function has(repository: Repository, path: string): boolean {
  return repository.files.includes(path);
}

/** The first of these files that is there. */
export function firstOf(repository: Repository, paths: readonly string[]): string | undefined {
  return paths.find(path => has(repository, path));
}

export const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

export const depthOf = (path: string): number => path.split('/').length;

/** The folder of a path; an empty text for one at the top. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
