import { newestTag } from '../../model/official-images.ts';
import type { ImageTokens } from '../../model/values/image.ts';

/** True for an image that is another one tomorrow: `latest`, or no tag and none that is known to take in its place. */
export const isMoving = ({ repository, tag }: ImageTokens): boolean =>
  tag ? tag.text === 'latest' : newestTag(repository.text) === undefined;
