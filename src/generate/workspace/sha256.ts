import { createHash } from 'node:crypto';

/** Lower-case hex. */
export const sha256 = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex');

/** The SHA-256 of what an artifact holds, which is asked for again and again and never changes. */
export function digestOf(artifact: { readonly content: string }): string {
  const known = digests.get(artifact) ?? sha256(artifact.content);
  digests.set(artifact, known);
  return known;
}

const digests = new WeakMap<object, string>();
