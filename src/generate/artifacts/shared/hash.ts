import { createHash } from 'node:crypto';
import { plain, type Text } from '../../../model/traced.ts';

/** SHA-256 of lines of text, in hex. */
export function hash(lines: readonly Text[]): string {
  return createHash('sha256')
    .update(lines.map(line => plain(line)).join('\n'))
    .digest('hex');
}
