/** How a version takes the place of another where nobody says it. */
import type { Draft } from './draft.ts';
import { type FieldPath, named } from './facts.ts';

const nobody = 'no document says it';
const rollout: FieldPath = ['service', 'rollout'];

export function fillRollout(draft: Draft): void {
  const usual = {
    readySeconds: [60, nobody],
    bakeSeconds: [60, 'errors under real traffic show within a minute'],
    maxErrorPercent: [1, 'an error share above 1 % spends an SLO of 99 %'],
    minRequests: [100, 'with fewer requests one error alone would be over 1 %'],
    rollbackWindowSeconds: [600, nobody],
    maxSurge: ['25%', 'the default of a Deployment'],
    maxUnavailable: ['0', 'never an instance fewer than asked for, while one is replaced'],
    baseline: [true, 'an instance that just started is slower than a warm one, whatever its version'],
    approveSwitch: [false, 'no document asks for a person before the switch'],
    allowedErrorIncreasePercent: [
      25,
      'with much traffic the smallest difference is beyond doubt; up to a quarter more is not worth a rollback',
    ],
    allowedLatencyIncreasePercent: [10, 'less is noise on a machine that others use too'],
  } as const;
  for (const [field, [value, reason]] of Object.entries(usual))
    draft.assume([...rollout, field], value, reason);
  steps(draft);
  flag(draft);
}

/** One document says all steps: where one says some, they are all. */
function steps(draft: Draft): void {
  if (draft.has([...rollout, 'steps', 0, 'weight'])) return;
  const reasons = [
    [10, 'a tenth of the requests shows most faults, and spares nine users of ten'],
    [50, 'what only load shows is there with half of it'],
  ] as const;
  for (const [i, [weight, reason]] of reasons.entries())
    draft.assume([...rollout, 'steps', i, 'weight'], weight, reason);
}

/** Flags of a product live on; this one lives as long as the release that it turns on. */
function flag(draft: Draft): void {
  const isRamped = draft
    .names(['service', 'environments'])
    .some(name => draft.text(['service', 'environments', named(name), 'strategy']) === 'feature-flag');
  if (!isRamped) return;
  const name = draft.text(['service', 'name']);
  const reason = `no document names the flag: ${name} has one that turns its newest release on`;
  draft.follow([...rollout, 'flag'], ['service', 'name'], `${name}-release`, reason);
}
