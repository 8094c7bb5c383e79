import { failure } from '../../errors/index.ts';
import type { Inputs, Lock, LockEntry, LockedFile } from './lock.ts';
import { unsafePath } from './paths.ts';
import { sha256 } from './sha256.ts';

const lockVersion = 1;

/** @throws Failure `lock-conflicted`, `lock-version-unknown` or `lock-unreadable`; `file` is what they name. */
export function parseLock(text: string, file: string): Lock {
  const unreadable = (what: string) => failure('lock-unreadable', { file, what });
  const marker = text.split('\n').findIndex(line => /^(?:<{7}|>{7}) /.test(line));
  if (marker >= 0)
    throw failure('lock-conflicted', { file }, { at: { file, line: marker + 1, column: 1, length: 7 } });
  let json: unknown;
  try {
    json = JSON.parse(withCommas(text));
  } catch (error) {
    throw unreadable(error instanceof Error ? error.message : String(error));
  }
  if (!isObject(json)) throw unreadable('it is not a JSON object');
  const { schemaVersion, entries } = json;
  if (schemaVersion !== lockVersion)
    throw failure('lock-version-unknown', {
      file,
      version: JSON.stringify(schemaVersion) ?? 'none',
      known: lockVersion,
    });
  if (!Array.isArray(entries)) throw unreadable('"entries" is not a list');
  return {
    entries: entries.map((entry, index) => {
      const read = readEntry(entry);
      if (typeof read === 'string') throw unreadable(`entry ${index}: ${read}`);
      return read;
    }),
  };
}

/**
 * Same lock, same bytes. A file is a line, so that the union of two branches, which git makes line by line, is a lock
 * again: `parseLock` takes the last of two lines about one file, and does not insist on the commas between lines. The
 * empty lines keep neighbours apart: git takes changes of lines that touch for one.
 */
export function printLock(lock: Lock): string {
  const entries = plainEntries(lock).map(({ family, output, inputs, files }) => {
    const lines = Object.entries(files).map(
      ([path, file]) => `        ${JSON.stringify(path)}: ${JSON.stringify(file)}`,
    );
    return [
      `    { "family": ${JSON.stringify(family)}, "output": ${JSON.stringify(output)},`,
      `      "inputs": ${JSON.stringify(inputs)},`,
      '      "files": {',
      ...(lines.length === 0 ? [] : [lines.join(',\n\n')]),
      '      } }',
    ].join('\n');
  });
  const list = entries.length === 0 ? '[]' : `[\n${entries.join(',\n')}\n  ]`;
  return `{\n  "schemaVersion": ${lockVersion},\n  "entries": ${list}\n}\n`;
}

/** SHA-256 of what the lock says, however it is laid out: what a saved plan knows it by. */
export function lockDigest(lock: Lock): string {
  return sha256(`${JSON.stringify({ schemaVersion: lockVersion, entries: plainEntries(lock) }, null, 2)}\n`);
}

function plainEntries({ entries }: Lock) {
  return entries
    .toSorted((a, b) => compare(a.output, b.output) || compare(a.family, b.family))
    .map(({ family, output, inputs, files }) => ({
      family,
      output,
      inputs: {
        documents: inputs.documents.map(({ kind, file }) => ({ kind, file })),
        options: sorted(inputs.options),
      },
      files: Object.fromEntries([...files].toSorted(([a], [b]) => compare(a, b))),
    }));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => compare(a, b)));
}

/** Puts the commas between lines right, which a merge line by line does not know of. A text that is JSON stays as it is. */
function withCommas(text: string): string {
  return text.replaceAll(/([}\]"\d])((?:\r?\n)+ *["{])/g, '$1,$2').replaceAll(/,((?:\r?\n)+ *[}\]])/g, '$1');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entry, or what is wrong with it. A lock comes with a repository: its paths are as hostile as any input. */
function readEntry(value: unknown): LockEntry | string {
  if (!isObject(value)) return 'it is not an object';
  const { family, output, inputs, files } = value;
  if (typeof family !== 'string') return '"family" is not a text';
  if (typeof output !== 'string') return '"output" is not a text';
  if (output !== '.' && unsafePath(output)) return `"output": ${unsafePath(output)}`;
  if (!isObject(inputs) || !isInputs(inputs)) return '"inputs" does not have documents and options';
  if (!isObject(files)) return '"files" is not an object';
  const read = new Map<string, LockedFile>();
  for (const [path, file] of Object.entries(files)) {
    if (unsafePath(path)) return `the path ${JSON.stringify(path)}: ${unsafePath(path)}`;
    if (!isLockedFile(file)) return `${JSON.stringify(path)} does not have a SHA-256 and a mode`;
    read.set(path, file);
  }
  return { family, output, inputs, files: read };
}

function isInputs(value: Record<string, unknown>): value is Record<string, unknown> & Inputs {
  const { documents, options } = value;
  return (
    Array.isArray(documents) &&
    documents.every(
      item => isObject(item) && typeof item['kind'] === 'string' && typeof item['file'] === 'string',
    ) &&
    isObject(options) &&
    Object.values(options).every(item => typeof item === 'string' || typeof item === 'number')
  );
}

function isLockedFile(value: unknown): value is LockedFile {
  if (!isObject(value)) return false;
  const { sha256, mode, once, patches } = value;
  return (
    typeof sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(sha256) &&
    (mode === '644' || mode === '755') &&
    (once === undefined || once === true) &&
    (patches === undefined || (Number.isSafeInteger(patches) && Number(patches) > 0))
  );
}
