import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A line that uses devops-flow, and not only names it. */
export interface Call {
  /** Relative to the root. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** Whether the file is one of those that were ejected. */
  readonly ejected: boolean;
}

export interface Calls {
  readonly found: readonly Call[];
  readonly scanned: number;
  /** Whether there were more files than are looked at. */
  readonly cut: boolean;
}

const mostFiles = 20_000;
const largest = 512 * 1024;
/** Folders of tools and packages: what is in them is nobody's here. */
const skipped = new Set([
  '.git',
  '.devops-flow',
  'node_modules',
  'vendor',
  '.venv',
  'venv',
  'target',
  'dist',
  'out',
  'build',
]);

/**
 * The lines of a project that call devops-flow, in the files that are `ejected` and in all others. Comments, prose and
 * labels that only name it are no calls.
 */
export function findCalls(root: string, ejected: ReadonlySet<string>, commands: readonly string[]): Calls {
  const files: string[] = [...ejected];
  const isCut = !walk(root, '', files, ejected);
  const found = files.flatMap(file => {
    const text = readText(join(root, file));
    return text === undefined
      ? []
      : callsIn(file, text, commands).map(call => ({ ...call, file, ejected: ejected.has(file) }));
  });
  return {
    found: found.toSorted((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1)),
    scanned: files.length,
    cut: isCut,
  };
}

/** False when there are more files than are looked at. */
function walk(root: string, folder: string, into: string[], known: ReadonlySet<string>): boolean {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !skipped.has(entry.name) && !walk(root, path, into, known)) return false;
    if (!entry.isFile() || known.has(path)) continue;
    if (into.length >= mostFiles) return false;
    into.push(path);
  }
  return true;
}

function readText(file: string): string | undefined {
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.size > largest) return undefined;
    const text = readFileSync(file, 'utf8');
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}

/** A variable that holds the program, as generated scripts have it. */
const assigned = /^\s*(?:(?:export|readonly|local) )?(\w{1,80})=["']?\$\{DEVOPS_FLOW\b/;

/**
 * The lines of one file, with numbers from 1, that call the program by its name, by its path or through a variable, with
 * one of `commands` behind it; or that use it as an action or an image.
 */
export function callsIn(
  file: string,
  text: string,
  commands: readonly string[],
): { readonly line: number; readonly text: string }[] {
  if (/\.(?:md|markdown|txt|rst|adoc)$/i.test(file)) return [];
  const lines = text.split('\n');
  const variables = lines.flatMap(line => assigned.exec(line)?.[1] ?? []);
  const names = [
    '(?<![\\w.-])devops-flow(?:/dist/main\\.c?js)?',
    ...variables.map(name => `\\$\\{?${name}\\}?`),
  ];
  const call = new RegExp(`(?:${names.join('|')})["']?[\\s,]{1,8}["']?(?:${commands.join('|')})(?![\\w-])`);
  return lines.flatMap((line, i) => {
    const code = withoutComment(line);
    return call.test(code) || used.test(code) ? [{ line: i + 1, text: line.trim().slice(0, 200) }] : [];
  });
}

const used = /^[\s-]*(?:uses|image)\s*:\s*\S*\bdevops-flow[@:]/;

/** What stands before a `#` that begins a comment; nothing of a line that is one. */
function withoutComment(line: string): string {
  if (/^\s*(?:#|\/\/|\*)/.test(line)) return '';
  const at = line.search(/\s#\s/);
  return at < 0 ? line : line.slice(0, at);
}
