import type { RouterTable } from '../engine/table.ts';
import type { Place } from './assignment.ts';
import { flagFor, flaggedGroup } from './flag.ts';
import type { Instance } from './instance.ts';
import type { Picked } from './pick.ts';

/** The instance that has a request in hand, and what comes of it being that one. */
export interface Seat {
  readonly instance: Instance;
  /** The name under which the request is counted. */
  readonly group: string;
  /** What the instance is told of flags that are on. */
  readonly flags: string | undefined;
  /** What the client is told, so that it stays with its release. */
  readonly cookie: string | undefined;
}

/** Counts the request as in the instance's hand. */
export function seatAt(
  picked: Picked<Instance>,
  place: Place,
  { flag, flags: standing = [] }: Pick<RouterTable, 'flag' | 'flags'>,
): Seat {
  const { release, candidate: instance, within } = picked;
  const ramped = flagFor(flag, release, within);
  instance.take();
  return {
    instance,
    group: ramped === undefined ? release : flaggedGroup(release, ramped),
    flags:
      ramped === undefined && standing.length === 0
        ? undefined
        : [...standing, ramped ?? []].flat().join(','),
    cookie: place.cookie,
  };
}
