/** The tag of an image that is named without one. */
import type { Draft } from './draft.ts';
import type { FieldPath } from './facts.ts';
import { listedOn, newestTag } from './official-images.ts';

/** The tag of the image of a container; `path` leads to the container. */
export function fillTag(draft: Draft, path: FieldPath): void {
  const image = [...path, 'image'];
  if (draft.entry([...image, 'built'])?.value === true) {
    const version = draft.text(['service', 'version']);
    const reason = 'no image tag is given: the version of the service';
    draft.follow([...image, 'tag'], ['service', 'version'], version, reason);
    return;
  }
  const { tag, reason } = foreignTag(draft, image);
  draft.assume([...image, 'tag'], tag, reason);
}

function foreignTag(draft: Draft, image: FieldPath): { tag: string; reason: string } {
  if (draft.has([...image, 'digest']))
    return { tag: 'latest', reason: 'no tag is given, and the digest says which image it is' };
  const tag = newestTag(draft.text([...image, 'repository']));
  if (tag === undefined) return { tag: 'latest', reason: 'no tag is given, which means the newest image' };
  const reason = `no tag is given: the newest of ${listedOn}, so that a rollback brings the same image back`;
  return { tag, reason };
}
