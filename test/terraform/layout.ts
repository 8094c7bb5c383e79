import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What terraform can be told to work in, below a folder; all by their paths there, sorted. */
export interface Layout {
  /** Configurations, and modules that have tests of their own: each can be initialised and validated by itself. */
  readonly roots: readonly string[];
  /** Those with tests. */
  readonly tested: readonly string[];
  readonly environments: readonly Environment[];
}

/** A file of variables, and the configuration that it is for. */
export interface Environment {
  readonly root: string;
  readonly file: string;
}

export function layoutOf(folder: string): Layout {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  const withCode = foldersOf(files, /\.tf$/);
  const tested = foldersOf(files, /\.tftest\.hcl$/).map(tests =>
    withCode.includes(tests) ? tests : dirname(tests),
  );
  const roots = withCode.filter(path => !path.split('/').includes('modules') || tested.includes(path));
  const environments = files
    .filter(file => file.endsWith('.tfvars'))
    .map(file => ({ file, root: rootOf(folder, dirname(file)) }));
  return { roots, tested: [...new Set(tested)], environments };
}

const foldersOf = (files: readonly string[], pattern: RegExp): readonly string[] => [
  ...new Set(files.filter(file => pattern.test(file)).map(dirname)),
];

/** The nearest folder upwards that has code. */
function rootOf(folder: string, path: string): string {
  const hasCode = readdirSync(join(folder, path)).some(file => file.endsWith('.tf'));
  return hasCode || path === '.' || !existsSync(join(folder, path, '..'))
    ? path
    : rootOf(folder, dirname(path));
}
