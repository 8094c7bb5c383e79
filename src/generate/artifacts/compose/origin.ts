import type { Text } from '../../../model/traced.ts';
import { hasDockerfile, imageReference, isBuilt, type ServiceView } from '../../../model/views.ts';
import { YamlEntries, type YamlObject } from '../shared/yaml.ts';
import type { Context, Part } from './context.ts';
import { wordOf } from './variables.ts';

/** What a service is made of: the sources here, or an image, told what to start. */
export function originOf(part: Part, context: Context): YamlObject {
  const { service } = part;
  if (!isBuilt(service)) return { image: imageReference(service.image), ...startOf(part, context) };
  if (hasDockerfile(service)) return { build: ownBuild(service, context) };
  return {
    build: teamBuild(service, context),
    // Arguments take the place of those of the image.
    command: words(part, service.arguments, context),
  };
}

/** The words that an image which others build is started with. */
export function startOf(part: Part, context: Context): YamlObject {
  const { container } = part;
  return {
    entrypoint: words(part, container.command, context),
    command: words(part, container.arguments, context),
  };
}

const words = (part: Part, list: readonly Text[], context: Context) =>
  list.length > 0 ? list.map(wordOf(part, context)) : undefined;

function ownBuild(service: ServiceView, { fromHere, dockerfileOf }: Context): YamlObject {
  return { context: fromHere('.'), dockerfile: dockerfileOf(service) };
}

function teamBuild({ build, source }: ServiceView, { fromHere }: Context): YamlObject {
  const folder = build?.context ?? source;
  return {
    context: folder.map(path => fromHere(clean(path))),
    // Compose looks for it from the context on.
    dockerfile: build?.dockerfile?.map(path => relativeTo(folder.value, path)),
    target: build?.target,
    args:
      build && build.arguments.length > 0
        ? new YamlEntries(build.arguments.map(({ name, value }) => [name, value]))
        : undefined,
  };
}

const clean = (path: string) => path.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');

/** A path from one folder of the project on. */
function relativeTo(folder: string, path: string): string {
  const parts = clean(folder)
    .split('/')
    .filter(part => part !== '' && part !== '.');
  const start = parts.map(part => `${part}/`).join('');
  if (clean(path).startsWith(start)) return clean(path).slice(start.length);
  return `${'../'.repeat(parts.length)}${clean(path)}`;
}
