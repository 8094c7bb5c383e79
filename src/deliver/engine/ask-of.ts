import { askKinds } from '../release/asks.ts';
import type { Ask } from '../release/state.ts';
import type { Request } from './store-port.ts';

/** A request of the store as the machine hears it; undefined for one that only a newer devops-flow knows. */
export function askOf({ kind, by, data }: Request): Ask | undefined {
  const type = askKinds.find(known => known === kind);
  if (type === undefined) return undefined;
  const { why } = (data ?? {}) as { why?: unknown };
  return type === 'rejected' || type === 'aborted'
    ? { type, by, why: typeof why === 'string' ? why : `asked by ${by}` }
    : { type, by };
}
