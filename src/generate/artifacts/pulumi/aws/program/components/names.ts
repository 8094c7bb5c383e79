import { createHash } from 'node:crypto';

/** Names of load balancers and target groups have 32 characters at most; what is longer ends with a hash of the whole. */
const longest = 32;

export function shortName(name: string, start = name): string {
  if (name.length <= longest) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 6);
  return `${start.slice(0, 25).replace(/-$/, '')}-${hash}`;
}
