/** Which share of the requests a canary gets, step by step. */
import { type Text, Traced, text } from '../../../../model/traced.ts';
import type { PlacedService } from '../objects/placed.ts';
import type { Step } from './strategy.ts';

export const nothing = new Traced(0, []);

/** What is sent to the canary with the first step; the model has at least one. */
export const firstShare = ({ rollout: { steps } }: PlacedService): Traced<number> =>
  steps[0]?.weight ?? nothing;

/** Which share of the requests is copied first; undefined where none is. */
export const copies = ({ rollout: { mirrorPercent } }: PlacedService): Traced<number> | undefined =>
  mirrorPercent && mirrorPercent.value > 0 ? mirrorPercent : undefined;

/** What is left for the others. */
export const rest = (weight: Traced<number>): Traced<number> => weight.map(share => 100 - share);

/** The first share comes with the objects, each later one with a command. */
export function shifts(
  service: PlacedService,
  first: readonly Text[],
  split: (weight: Traced<number>) => Text,
): Step[] {
  const later = service.rollout.steps.slice(1).map(({ weight }) => weight);
  return [
    { title: text`Send it ${firstShare(service)} % of the requests`, commands: first },
    ...later.map(weight => ({
      title: later.length === 1 ? 'A larger share' : text`A larger share: ${weight} %`,
      commands: [split(weight)],
    })),
  ];
}
