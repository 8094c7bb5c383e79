import { createHash } from 'node:crypto';
import { failure } from '../errors/index.ts';

/**
 * Checksum of a text that belongs to `owner`: the first 48 bits of SHA-256, which a number holds exactly. SQLite finds a
 * damaged page by its structure only, not text that has changed within one.
 */
export function sumOf(owner: string, text: string): number {
  return createHash('sha256').update(owner).update('\n').update(text).digest().readUIntBE(0, 6);
}

/**
 * The value of a JSON text out of the database `file`. `sum` is null for what was written before there were checksums.
 * @throws Failure `store-corrupt`.
 */
export function checkedValue(file: string, owner: string, text: string, sum: number | null): unknown {
  if (sum !== null && sum !== sumOf(owner, text))
    throw failure('store-corrupt', {
      file,
      reason: `what it holds of deploy ${owner} is not what was written`,
    });
  return parsed(file, owner, text);
}

/** @throws Failure `store-corrupt`. */
export function parsed(file: string, owner: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw failure('store-corrupt', { file, reason: `what it holds of deploy ${owner} cannot be read` });
  }
}
