import { type Problem, problem } from '../../../../errors/index.ts';
import { slice, type Token } from '../../../../model/token.ts';
import { imageParts } from '../../../../model/values/image.ts';
import { filePath, version } from '../../../../model/values/text.ts';
import { isMoving } from '../../moving-image.ts';
import { join } from '../load/paths.ts';
import type { ComposeBuild, ComposeService } from '../project/types.ts';
import type { Secrets } from './secrets.ts';
import type { Writer } from './writer.ts';

export interface ImageTokens {
  readonly repository: Token;
  readonly tag?: Token;
  readonly digest?: Token;
}

/** "registry:5000/team/orders:1.0.0@sha256:…" in its parts. */
export function imageOf(image: Token): ImageTokens | Problem {
  const sign = image.text.indexOf('@');
  const parts = imageParts(sign < 0 ? image : slice(image, 0, sign));
  if ('id' in parts || sign < 0) return parts;
  const digest = slice(image, sign + 1);
  if (/^sha256:[0-9a-f]{64}$/.test(digest.text)) return { ...parts, digest };
  return problem('image-invalid', { text: image.text }, { at: image.at });
}

/** The image of a service: named, built, or built and then named. */
export function stateImage({ image, build, key }: ComposeService, secrets: Secrets, writer: Writer): void {
  writer.state(['image', 'built'], build !== undefined, build?.at ?? image ?? key, { derived: true });
  if (image) stateName(image, build !== undefined, writer);
  if (build) stateBuild(build, secrets, writer);
}

function stateName(image: Token, isBuilt: boolean, writer: Writer): void {
  const parts = imageOf(image);
  if ('id' in parts) {
    writer.report({ ...parts, severity: 'warning' });
    return;
  }
  const { repository, tag, digest } = parts;
  writer.state(['image', 'repository'], repository.text, repository);
  if (digest) writer.state(['image', 'digest'], digest.text, digest);
  // What is built here gets the version of the service.
  if (tag && !(isBuilt && tag.text === 'latest')) writer.read(['image', 'tag'], tag, version('image tag'));
  if (!isBuilt && !digest && isMoving(parts))
    writer.report(problem('compose-image-unpinned', { image: image.text }, { at: image.at }));
}

function stateBuild(build: ComposeBuild, secrets: Secrets, writer: Writer): void {
  const context = build.context ? inside(build.context) : undefined;
  const isLocal = context === undefined || !/^[a-z][\w+.-]*:|^[\w.-]+@/i.test(context.text);
  if (context && isLocal && writer.read(['build', 'context'], context, filePath('build context')))
    writer.read(['source'], context, filePath('source'), { derived: true });
  else if (context && !isLocal) writer.decline('build.context', 'it is not a folder of the project', context);
  if (build.dockerfile && isLocal) {
    const text = join(context?.text ?? '.', build.dockerfile.text);
    const dockerfile = { text, at: build.dockerfile.at, rewritten: true } as const;
    writer.read(['build', 'dockerfile'], dockerfile, filePath('Dockerfile'));
  } else if (isLocal && !build.isInline) {
    // Compose builds from this file where none is named, so it is there.
    const usual = join(context?.text ?? '.', 'Dockerfile');
    writer.state(['build', 'dockerfile'], usual, context ?? build.at, { derived: true });
  }
  writer.text(['build', 'target'], build.target);
  for (const argument of build.arguments) {
    const { name, value } = argument;
    const path = ['build', 'arguments', { name: name.text }];
    if (!value) continue;
    if (secrets.isSecret(argument)) {
      const facts = { what: `the value of ${name.text}`, home: 'argument', name: name.text } as const;
      writer.report(problem('secret-literal', facts, { at: value.at }));
    } else if (writer.text([...path, 'value'], value)) writer.state([...path, 'name'], name.text, name);
  }
}

/** "./app/" is "app". */
function inside(path: Token): Token {
  const text =
    /^[a-z][\w+.-]*:/i.test(path.text) || path.text.startsWith('/') ? path.text : join('.', path.text);
  return text === path.text ? path : { text, at: path.at, rewritten: true };
}
