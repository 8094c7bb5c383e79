import { type Problem, problem } from '../../errors/index.ts';
import { slice, type Token } from '../token.ts';

/** Repository with an optional registry and port (OCI distribution specification), in lower case. */
const repositoryForm = /^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[a-z0-9][a-z0-9._-]*)*$/;

export interface ImageTokens {
  readonly repository: Token;
  readonly tag?: Token;
}

/** Splits "registry:5000/team/orders:1.0.0" at the colon of the tag. */
export function imageParts(image: Token): ImageTokens | Problem {
  const { text } = image;
  const colon = text.lastIndexOf(':');
  const cut = colon > text.lastIndexOf('/') ? colon : text.length;
  const repository = slice(image, 0, cut);
  const tag = slice(image, Math.min(cut + 1, text.length));
  const valid = repositoryForm.test(repository.text) && text.length <= 255;
  if (!valid || (cut < text.length && !/^\w[\w.-]{0,127}$/.test(tag.text))) {
    return problem('image-invalid', { text }, { at: image.at });
  }
  return cut < text.length ? { repository, tag } : { repository };
}
