import { type ImageReference, splitReference } from '../../model/values/image.ts';

/** A reference as it stands in a file. What stands in a variable is unknown: its own colons are none of the reference. */
export const referenceIn = (text: string): ImageReference =>
  splitReference(text.replaceAll(/\$\{[^}]{0,200}\}/g, '$'));

/** Whether it says which image it means: by a digest, or by a tag other than latest. */
export function namesVersion(text: string): boolean {
  const { tag = '', digest } = referenceIn(text);
  return digest !== undefined || (tag !== '' && tag !== 'latest');
}
