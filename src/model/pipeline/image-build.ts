import type { StepOf, Variables } from '../pipeline.ts';
import { text } from '../traced.ts';

/** Options of `docker build`, and the values that they name as variables of a shell. */
export interface ImageBuild {
  readonly options: readonly string[];
  readonly variables: Variables;
}

/** What the image is built from, whichever builder does it and whatever becomes of it. `tag` may name variables. */
export function imageBuild(step: StepOf<'build-image'>, tag: string): ImageBuild {
  const { repository, context, dockerfile, target, platform } = step;
  const given = step.arguments.map(
    ({ name, value }, i) => [`ARGUMENT_${i + 1}`, text`${name}=${value}`] as const,
  );
  return {
    options: [
      `--file "$DOCKERFILE" --tag "$REPOSITORY:${tag}"`,
      ...(target ? ['--target "$TARGET"'] : []),
      ...(platform ? ['--platform "$PLATFORM"'] : []),
      ...given.map(([name]) => `--build-arg "$${name}"`),
      '"$CONTEXT"',
    ],
    variables: {
      REPOSITORY: repository,
      DOCKERFILE: dockerfile,
      CONTEXT: context,
      ...(target ? { TARGET: target } : {}),
      ...(platform ? { PLATFORM: platform } : {}),
      ...Object.fromEntries(given),
    },
  };
}
