import { mergeText } from '../text.ts';
import { relay } from './relay.ts';
import type { Format } from './structure.ts';
import type { Side, Texts } from './texts.ts';

/** The user's tree before and after a merge, both printed alike: what differs is what the merge changed. */
export interface Printed {
  readonly before: string;
  readonly after: string;
}

/** Texts that may show the merged tree, those nearest to the user's own first. */
export function* candidates(
  format: Format,
  { base, ours, theirs }: Texts,
  printed: () => Printed,
  favour: Side,
): Generator<string> {
  const byLines = mergeText(base, ours, theirs);
  yield favour === 'ours' ? byLines.mine : byLines.generated;
  // Neighbouring lines are no conflict once the tree says what holds. In JSON the indentation would be of both sides.
  if (format === 'yaml') yield relay(base, ours, theirs);
  // The user's layout gives way to the change as little as can be.
  const { before, after } = printed();
  yield relay(before, ours, after);
  yield mergeText(before, ours, after).generated;
  const isWindows = ours.includes('\r\n');
  yield mergeText(before, isWindows ? before.replaceAll('\n', '\r\n') : before, after).generated;
}
