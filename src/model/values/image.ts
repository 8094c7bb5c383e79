import { type Problem, problem } from '../../errors/index.ts';
import { slice, type Token } from '../token.ts';

/** Repository with an optional registry and port (OCI distribution specification), in lower case. */
const repositoryForm = /^[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:\/[a-z0-9][a-z0-9._-]*)*$/;

export interface ImageTokens {
  readonly repository: Token;
  readonly tag?: Token;
}

/** A reference to an image as it stands anywhere, taken apart and not judged. */
export interface ImageReference {
  /** The last part of its path: "postgres" of "docker.io/library/postgres:17". */
  readonly name: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

export function splitReference(text: string): ImageReference {
  const [plain = '', digest] = text.split('@');
  const colon = plain.lastIndexOf(':');
  const slash = plain.lastIndexOf('/');
  const tagged = colon > slash;
  const repository = tagged ? plain.slice(0, colon) : plain;
  return {
    name: repository.slice(slash + 1),
    repository,
    ...(tagged && { tag: plain.slice(colon + 1) }),
    ...(digest !== undefined && { digest }),
  };
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

/** The fields of an image out of its reference, "registry:5000/team/orders:1.0.0@sha256:…". */
export function imageFields(image: Token): readonly (readonly [string, Token])[] | Problem {
  const sign = image.text.indexOf('@');
  const parts = imageParts(sign < 0 ? image : slice(image, 0, sign));
  if ('id' in parts) return { ...parts, at: image.at };
  const digest = sign < 0 ? undefined : slice(image, sign + 1);
  if (digest && !/^sha256:[0-9a-f]{64}$/.test(digest.text))
    return problem('image-invalid', { text: image.text }, { at: image.at });
  return [
    ['repository', parts.repository],
    ...(parts.tag ? [['tag', parts.tag] as const] : []),
    ...(digest ? [['digest', digest] as const] : []),
  ];
}
