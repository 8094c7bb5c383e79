import type { Candidate } from './finding.ts';
import { derive, versionNumber } from './program.ts';
import type { Repository } from './repository.ts';
import { capture, placeIn } from './search.ts';

/** The version that asdf, mise and their like are told, for the tool of one of these names. */
export function toolVersion(
  repository: Repository,
  names: readonly string[],
  parts: 1 | 2,
): Candidate<string> | undefined {
  const pattern = new RegExp(`^(?:${names.join('|')})\\s{1,20}(?:[a-z]{1,20}-)?v?(\\d[\\w.]{0,30})`);
  const own = capture(repository, ['.tool-versions'], pattern);
  const found = own ?? (repository.outer && capture(repository.outer, ['.tool-versions'], pattern));
  return derive(found, text => versionNumber(text, parts));
}

/** The version in a file that holds nothing else, such as `.nvmrc`; in the folder or in the repository around it. */
export function versionFile(
  repository: Repository,
  path: string,
  parts: 1 | 2,
): Candidate<string> | undefined {
  for (const place of [repository, repository.outer]) {
    const text = place?.read(path);
    const version = text === undefined ? undefined : versionNumber(named(text.slice(0, 100)), parts);
    if (place && version !== undefined) return { value: version, found: placeIn(place, path) };
  }
  return undefined;
}

/** The names that nvm has for the long-term lines of Node. */
const lines = new Map([
  ['hydrogen', '18'],
  ['iron', '20'],
  ['jod', '22'],
  ['krypton', '24'],
]);

const named = (text: string): string => lines.get(text.trim().toLowerCase().replace('lts/', '')) ?? text;
