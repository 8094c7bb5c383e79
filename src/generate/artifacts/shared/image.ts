import type { Image } from '../../../model/container.ts';
import { combine, type Traced, type TracedView } from '../../../model/traced.ts';

/** "repository@digest", or "repository:tag" where no digest is known. */
export function imageReference({ repository, tag, digest }: TracedView<Image>): Traced<string> {
  const [sign, version] = digest ? (['@', digest] as const) : ([':', tag] as const);
  return combine([repository, version], () => `${repository.value}${sign}${version.value}`);
}
