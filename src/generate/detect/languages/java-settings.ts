import type { Candidate } from '../finding.ts';
import { readTree, type Tree } from '../formats/tree.ts';
import { remembered } from '../remembered.ts';
import type { Repository } from '../repository.ts';
import { placeIn } from '../search.ts';

const resources = 'src/main/resources';

/** The first file that says a key counts; Spring reads them in this order too. */
const files = ['properties', 'yml', 'yaml'].map(ending => `${resources}/application.${ending}`);

/** A setting of the application as its framework reads it, such as `server.port`; `basePath` is `base-path`. */
export function settingOf(repository: Repository, key: string): Candidate<string> | undefined {
  return files
    .map(file => settingsIn(repository, file).get(plain(key)))
    .find(setting => setting !== undefined);
}

const settingsIn = remembered(
  (repository, file): ReadonlyMap<string, Candidate<string>> =>
    file.endsWith('.properties')
      ? properties(repository, file)
      : new Map([...leaves(readTree(repository, file), [])].map(([key, value]) => [plain(key), value])),
);

/** Up to `#---`: what follows is for a profile. */
function properties(repository: Repository, file: string): Map<string, Candidate<string>> {
  const [first = ''] = (repository.read(file) ?? '').split(/^[#!]---/m);
  const settings = new Map<string, Candidate<string>>();
  for (const [i, line] of first.split('\n').entries()) {
    const [, key, value] =
      /^[ \t]{0,20}([\w.-]{1,120})[ \t]{0,20}[=: \t][ \t]{0,20}(\S{1,200})\s{0,20}$/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    settings.set(plain(key), { value, found: placeIn(repository, file, i + 1) });
  }
  return settings;
}

/** The values of a tree by their keys, whether these are nested or written with dots. */
function* leaves(tree: Tree, above: readonly string[]): Generator<readonly [string, Candidate<string>]> {
  for (const { key, tree: below } of tree.entries) {
    const path = [...above, key.value];
    if (below.text) yield [path.join('.'), below.text];
    else yield* leaves(below, path);
  }
}

/** Spring takes `base-path`, `basePath` and `base_path` for one. */
const plain = (key: string): string => key.toLowerCase().replace(/[-_]/g, '');
