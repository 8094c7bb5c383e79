import { readFileSync } from 'node:fs';

export interface Frame {
  /** Bytes from the beginning of the log. */
  readonly offset: number;
  readonly length: number;
  /** It is the last one of a transaction. */
  readonly commits: boolean;
}

const headerLength = 32;
const frameHeaderLength = 24;

/** The frames of the present write-ahead log of a database (sqlite.org/fileformat2.html, section 4.1). */
export function framesOf(database: string): readonly Frame[] {
  const log = readFileSync(`${database}-wal`);
  const length = frameHeaderLength + log.readUInt32BE(8);
  const salt = log.toString('hex', 16, 24);
  const frames: Frame[] = [];
  for (let offset = headerLength; offset + length <= log.length; offset += length) {
    // Left over from before the log began anew.
    if (log.toString('hex', offset + 8, offset + 16) !== salt) break;
    frames.push({ offset, length, commits: log.readUInt32BE(offset + 4) !== 0 });
  }
  return frames;
}

export const commitsOf = (database: string): number =>
  framesOf(database).filter(({ commits }) => commits).length;
