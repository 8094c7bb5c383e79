import type { Member } from '../plan.ts';

/** How many instances of each version have the traffic after a batch. */
export interface Batch {
  readonly next: number;
  readonly previous: number;
}

/**
 * The batches before the last one, which gives all traffic to the new version. As a Deployment of Kubernetes does it:
 * at most replicas + maxSurge instances, at least replicas - maxUnavailable that have traffic; shares are rounded up
 * for the surge and down for the others, and when both come to nothing one instance is out at a time.
 */
export function batchesOf(
  {
    maxSurge,
    maxUnavailable,
  }: { readonly maxSurge: number | string; readonly maxUnavailable: number | string },
  { replicas, previousReplicas }: Pick<Member, 'replicas' | 'previousReplicas'>,
): Batch[] {
  const surge = instances(maxSurge, replicas, Math.ceil);
  const asked = instances(maxUnavailable, replicas, Math.floor);
  const unavailable = surge === 0 ? Math.max(1, asked) : asked;
  const batches: Batch[] = [];
  let [next, previous] = [0, previousReplicas];
  for (;;) {
    next += Math.min(replicas - next, Math.max(0, replicas + surge - next - previous));
    if (next >= replicas) return batches;
    // The last instance of a service is never taken out of the traffic before another has it.
    const least = next === 0 ? 1 : 0;
    const spare = Math.max(0, next + previous - (replicas - unavailable));
    const fewer = Math.min(previous, Math.max(least, previous - spare));
    if (fewer === previous && (batches.at(-1)?.next ?? 0) === next) return batches;
    previous = fewer;
    batches.push({ next, previous });
  }
}

/** A number, also as text, or a share such as "25%" of `replicas`. */
function instances(value: number | string, replicas: number, round: (n: number) => number): number {
  if (typeof value === 'number') return Math.max(0, Math.floor(value));
  const [, number, sign] = /^(\d+(?:\.\d+)?)(%?)$/.exec(value) ?? [];
  if (number === undefined) return 0;
  return sign === '%' ? round((replicas * Number(number)) / 100) : Math.floor(Number(number));
}
