import { readFile, stat } from 'node:fs/promises';
import { type Problem, problem } from '../../../errors/index.ts';
import type { DocumentText, ReadableKind } from '../../../generate/documents/index.ts';
import { unfinishedMerge } from './unfinished-merge.ts';

/** The largest real documents have 60 kB. */
const limit = 1024 * 1024;

const yaml = { endings: /\.ya?ml$/i, expected: 'YAML (.yaml, .yml)' };
const markdown = { endings: /\.md$/i, expected: 'Markdown (.md)' };
const both = { endings: /\.(?:ya?ml|md)$/i, expected: 'YAML (.yaml, .yml) or Markdown (.md)' };

const forms: Readonly<Record<ReadableKind, { wanted: string; endings: RegExp; expected: string }>> = {
  req: { wanted: 'a REQ', ...markdown },
  spec: { wanted: 'a SPEC', ...both },
  adr: { wanted: 'an ADR', ...markdown },
  tasks: { wanted: 'a TASKS document', ...markdown },
  thresholds: { wanted: 'a document of thresholds', ...both },
  score: { wanted: 'a Score file', ...yaml },
  compose: { wanted: 'a Compose file', ...yaml },
  service: { wanted: 'devops-flow.yaml', ...yaml },
};

/** Reads a document as UTF-8 text, or says why it cannot be one. */
export async function readText(
  kind: ReadableKind,
  file: string,
): Promise<(DocumentText & { readonly kind: ReadableKind }) | Problem> {
  const { wanted, endings, expected } = forms[kind];
  const found = await readUtf8(file, wanted);
  if ('id' in found) return found;
  return endings.test(file)
    ? { kind, file, text: found.text }
    : problem('file-type-unknown', { file, wanted, expected });
}

/** Reads a file that a document takes in. */
export async function readOther(file: string): Promise<{ readonly text: string } | Problem> {
  return readUtf8(file, 'a file that the document takes in');
}

/** Reads any text of the project; `wanted` says in an error what is read from it. */
export async function readUtf8(file: string, wanted: string): Promise<{ readonly text: string } | Problem> {
  const bytes = await readBytes(file, wanted);
  if ('id' in bytes) return bytes;
  try {
    // A byte order mark is dropped by the decoder, so that columns count from the first letter.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return unfinishedMerge(file, text) ?? { text };
  } catch {
    return notUtf8(file, bytes);
  }
}

async function readBytes(file: string, wanted: string): Promise<Buffer | Problem> {
  try {
    const { size } = await stat(file);
    if (size > limit) return problem('file-too-large', { file, bytes: size, limit });
    return await readFile(file);
  } catch (error) {
    const { code = 'EIO', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return problem('file-missing', { file, wanted });
    if (code === 'EISDIR') return problem('file-is-folder', { file, wanted });
    return problem('file-unreadable', { file, wanted, reason: message.split(',')[0] ?? code });
  }
}

/** Finds the first byte that breaks the encoding: everything before it decodes. */
function notUtf8(file: string, bytes: Buffer): Problem {
  let [before, bad] = ['', bytes.length];
  for (let good = 0; bad - good > 1; ) {
    const middle = good + Math.floor((bad - good) / 2);
    const text = decoded(bytes.subarray(0, middle));
    if (text === undefined) bad = middle;
    else [good, before] = [middle, text];
  }
  const lines = before.split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  const offset = Buffer.byteLength(before);
  return problem('file-not-utf8', { file, offset }, { at: { file, line: lines.length, column } });
}

/** The whole characters of the bytes; undefined when one of them is broken, and not just cut off at the end. */
function decoded(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
  } catch {
    return undefined;
  }
}
