import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';

/** Larger files hold data, or what a tool wrote. */
const largestFile = 256 * 1024;

/** The text of a plain file, without a byte order mark; a link is not followed, nor a pipe waited for. */
export function readPlainText(file: string): string | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    const status = fstatSync(handle);
    if (!status.isFile() || status.size > largestFile) return undefined;
    const bytes = readFileSync(handle);
    return bytes.includes(0) ? undefined : new TextDecoder('utf-8').decode(bytes).replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}
