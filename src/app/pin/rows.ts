import type { PinnedAction, PinnedImage } from '../../model/pins.ts';
import type { PinFields } from '../schemas/pin.ts';
import type { Had } from './answers.ts';

type ImageRow = PinFields['images'][number];
type ActionRow = PinFields['actions'][number];

/** What became of the pin of an image. */
export function imageRow({ name, value }: Had<PinnedImage>, before: PinnedImage | undefined): ImageRow {
  if (value === undefined) return { name, outcome: 'failed' };
  const { digest } = value;
  if (before === undefined) return { name, outcome: 'new', digest };
  if (before.digest === digest) return { name, outcome: 'same', digest };
  return { name, outcome: 'changed', digest, before: before.digest };
}

/** What became of the pin of an action. */
export function actionRow({ name, value }: Had<PinnedAction>, before: PinnedAction | undefined): ActionRow {
  if (value === undefined) return { name, outcome: 'failed' };
  const { version, commit } = value;
  if (before === undefined) return { name, outcome: 'new', version, commit };
  if (before.commit === commit) return { name, outcome: 'same', version, commit };
  return { name, outcome: 'changed', version, commit, before: before.version };
}
