import { readFile, stat } from 'node:fs/promises';
import { type Problem, problem } from '../errors/index.ts';
import type { DocumentText } from '../generate/documents/index.ts';
import type { DocumentKind } from '../model/facts.ts';

/** The largest real documents have 60 kB. */
const limit = 1024 * 1024;

const forms: Readonly<Record<DocumentKind, { wanted: string; endings: RegExp; expected: string }>> = {
  req: { wanted: 'a REQ', endings: /\.md$/i, expected: 'Markdown (.md)' },
  spec: { wanted: 'a SPEC', endings: /\.(?:ya?ml|md)$/i, expected: 'YAML (.yaml, .yml) or Markdown (.md)' },
  adr: { wanted: 'an ADR', endings: /\.md$/i, expected: 'Markdown (.md)' },
};

/** Reads a document as UTF-8 text, or says why it cannot be one. */
export async function readText(kind: DocumentKind, file: string): Promise<DocumentText | Problem> {
  const { wanted, endings, expected } = forms[kind];
  const bytes = await readBytes(file, wanted);
  if ('id' in bytes) return bytes;
  if (!endings.test(file)) return problem('file-type-unknown', { file, wanted, expected });
  try {
    // A byte order mark is dropped by the decoder, so that columns count from the first letter.
    return { kind, file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
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
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = good + Math.floor((bad - good) / 2);
    // A stream may end inside a character; only a broken one throws.
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  const before = bytes.subarray(0, good).toString('utf8');
  const lines = before.split('\n');
  const column = (lines.at(-1)?.length ?? 0) + 1;
  return problem('file-not-utf8', { file, offset: good }, { at: { file, line: lines.length, column } });
}

function decodes(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
