import type { Stage } from '../stage.ts';
import type { Rolling } from '../strategy.ts';
import { type Batch, batchesOf } from './batches.ts';
import { switched } from './blue-green.ts';
import {
  before,
  kept,
  observed,
  type Replacing,
  replacing,
  type Setting,
  started,
  tested,
  watchedNext,
} from './strategy.ts';

/** How far each service is after the same batch. */
type Round = readonly { readonly member: Replacing; readonly batch: Batch }[];

/**
 * Rolling: instances are replaced a batch at a time, within `maxSurge` above and `maxUnavailable` below the wanted
 * number. The old instances of the last batch stay warm until the new version is kept, so that going back begins at
 * once, with them.
 */
export function rolling(strategy: Rolling, setting: Setting): Stage[] {
  const rounds = roundsOf(strategy, replacing(setting));
  const bakeMs = Math.ceil(setting.bakeMs / (rounds.length + 1));
  // Without room for a further instance the first batch only takes an old one out.
  const first = rounds.findIndex(round => round.some(({ batch }) => batch.next > 0));
  return [
    ...before(setting),
    ...rounds.flatMap((round, i) => [
      grown(round, setting),
      ...(i === first ? tested(setting) : []),
      shifted(round, setting),
      ...observed(setting, bakeMs, false),
      reduced(round),
    ]),
    { kind: 'start', groups: started(setting) },
    ...(first < 0 ? tested(setting) : []),
    switched(setting),
    ...kept({ ...setting, bakeMs }),
  ];
}

/** A service with fewer batches waits for the others before its last one. */
function roundsOf(strategy: Rolling, members: readonly Replacing[]): Round[] {
  const each = members.map(member => ({ member, batches: batchesOf(strategy, member) }));
  const count = Math.max(0, ...each.map(({ batches }) => batches.length));
  return Array.from({ length: count }, (_, i) =>
    each.map(({ member, batches }) => ({
      member,
      batch: batches[Math.min(i, batches.length - 1)] ?? { next: 0, previous: member.previousReplicas },
    })),
  );
}

/** What replaces nothing is started whole with the first batch. */
function grown(round: Round, { members }: Setting): Stage {
  const fresh = members.filter(({ previous }) => !previous);
  return {
    kind: 'start',
    groups: [
      ...fresh.map(({ service, next, replicas }) => ({ service, group: next.id, replicas })),
      ...round
        .filter(({ batch }) => batch.next > 0)
        .map(({ member, batch }) => ({
          service: member.service,
          group: member.next.id,
          replicas: batch.next,
        })),
    ],
  };
}

/** Each instance gets an equal share of the requests, whatever its version. */
const shifted = (round: Round, setting: Setting): Stage => ({
  kind: 'shift',
  splits: round.map(({ member: { service, next, previous }, batch }) => {
    const counts = { [next.id]: batch.next, [previous.id]: batch.previous };
    return { service, weights: counts, counts };
  }),
  leaving: round.map(({ member: { service, previous } }) => ({
    service,
    group: previous.id,
    part: 'retired',
  })),
  watched: watchedNext(setting),
  partial: false,
});

const reduced = (round: Round): Stage => ({
  kind: 'reduce',
  groups: round.map(({ member: { service, previous }, batch }) => ({
    service,
    group: previous.id,
    replicas: batch.previous,
  })),
});
