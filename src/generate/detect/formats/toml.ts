import type { Candidate } from '../finding.ts';
import { type Repository, shown } from '../repository.ts';

export interface TomlEntry extends Candidate<string> {
  /** The table it stands in, such as `project` or `tool.poetry.dependencies`. */
  readonly table: string;
  readonly key: string;
}

const header = /^\[\[?([^\]]{1,200})\]\]?/;
const assignment = /^("[^"]{1,100}"|[\w.-]{1,100}) {0,20}= {0,20}(.*)$/;
const quoted = /"([^"]{0,500})"|'([^']{0,500})'/g;

/**
 * The entries of a TOML file, one for each string of a list. A reader by lines that knows what manifests use: tables,
 * strings, numbers, inline tables (as their text) and lists over several lines.
 */
export function readToml(repository: Repository, path: string): readonly TomlEntry[] {
  const file = shown(repository, path);
  const entries: TomlEntry[] = [];
  let [table, list] = ['', ''];
  for (const [i, raw] of (repository.read(path) ?? '').split('\n').entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.length > 2000) continue;
    const found = { file, line: i + 1 };
    const items = () =>
      [...line.matchAll(quoted)].map(match => ({
        table,
        key: list,
        value: match[1] ?? match[2] ?? '',
        found,
      }));
    if (list !== '') {
      entries.push(...items());
      if (line.startsWith(']') || line.endsWith(']')) list = '';
      continue;
    }
    const opened = header.exec(line)?.[1];
    if (opened !== undefined) table = opened.replaceAll(/["']/g, '').trim();
    const [, key = '', value = ''] = assignment.exec(line) ?? [];
    if (opened !== undefined || key === '') continue;
    list = key.replaceAll('"', '');
    if (value.startsWith('[')) entries.push(...items());
    else entries.push({ table, key: list, value: plain(value), found });
    if (!value.startsWith('[') || /\]\s*(?:#.*)?$/.test(value)) list = '';
  }
  return entries;
}

/** A string without its quotes and a number without a remark; an inline table stays as it is written. */
function plain(value: string): string {
  const [match] = value.matchAll(quoted);
  if (match && /^["']/.test(value)) return match[1] ?? match[2] ?? '';
  return value.startsWith('{') ? value : (value.split('#')[0] ?? '').trim();
}
