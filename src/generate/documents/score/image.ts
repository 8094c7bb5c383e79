import { problem } from '../../../errors/index.ts';
import type { FieldPath } from '../../../model/facts.ts';
import { slice } from '../../../model/token.ts';
import { imageParts } from '../../../model/values/image.ts';
import { isMoving } from '../moving-image.ts';
import type { TreeNode } from '../tree/node.ts';
import { type Sheet, scalar } from './sheet.ts';

/**
 * Reads the image of a container. "." is the one that is built from the sources here; another is built by others, unless
 * another document says the language of the sources.
 */
export function readImage(container: TreeNode, path: FieldPath, sheet: Sheet): void {
  const node = scalar(container, 'image');
  if (!node || node.token.text === '') return;
  const image = [...path, 'image'];
  const { token } = node;
  if (token.text === '.') {
    sheet.state([...image, 'built'], true, node);
    return;
  }
  const digest = /@(sha256:[0-9a-f]{64})$/.exec(token.text);
  const named = digest ? slice(token, 0, digest.index) : token;
  const parts = imageParts(named);
  if ('id' in parts) {
    sheet.report(parts);
    return;
  }
  const { repository, tag } = parts;
  sheet.state([...image, 'built'], false, node, { derived: true });
  sheet.state([...image, 'repository'], repository.text, node, { at: repository });
  if (tag) sheet.state([...image, 'tag'], tag.text, node, { at: tag });
  if (digest?.[1]) sheet.state([...image, 'digest'], digest[1], node, { at: slice(token, digest.index + 1) });
  else if (isMoving(parts))
    sheet.report(problem('score-image-moves', { image: token.text }, { at: token.at }));
}
