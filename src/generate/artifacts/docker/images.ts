import { versions } from '../../../model/official-images.ts';
import type { Language } from '../../../model/service.ts';
import { combine, type Text, type Traced, text } from '../../../model/traced.ts';
import type { LanguageView } from '../../../model/views.ts';
import { nginxImage } from '../shared/nginx.ts';

/** By language version. */
type Tags = Readonly<Record<string, string>>;

/**
 * An official image: its exact tags by language version, and the tag of the series for a version not listed, which
 * moves with its patches: the checks say so.
 */
interface Image {
  readonly name: string;
  readonly exact: Tags;
  readonly moving: (version: string) => string;
}

const { node, python, golang, temurin, ruby, php, rust } = versions;
const mavenTag = (java: string) => `${versions.maven['3.9']}-eclipse-temurin-${java}`;
const maven: Tags = Object.fromEntries(
  Object.keys(temurin).map(major => [major, `${mavenTag(major)}-noble`]),
);
const debian = `debian:${versions.debian['13']}-slim`;

const image = (
  name: string,
  tags: Tags,
  suffix: string,
  moving: Image['moving'] = version => version,
): Image => ({
  name,
  exact: Object.fromEntries(Object.entries(tags).map(([version, tag]) => [version, tag + suffix])),
  moving,
});
// Microsoft lists its images by series; 8 means 8.0.
const microsoft = (name: string) =>
  image(name, {}, '', version => `${version.includes('.') ? version : `${version}.0`}-noble`);

/** What builds a service and what runs it; a text is one image for every version of the language. */
const images: Record<Language, { readonly build: Image | string; readonly run: Image | string }> = {
  node: {
    build: image('node', node, '-trixie'),
    run: image('node', node, '-trixie-slim', version => `${version}-slim`),
  },
  python: {
    build: image('python', python, '-trixie'),
    run: image('python', python, '-slim-trixie', version => `${version}-slim`),
  },
  go: { build: image('golang', golang, '-trixie'), run: debian },
  java: {
    build: image('maven', maven, '', mavenTag),
    run: image('eclipse-temurin', temurin, '-jre-noble', version => `${version}-jre`),
  },
  ruby: {
    build: image('ruby', ruby, '-trixie'),
    run: image('ruby', ruby, '-slim-trixie', version => `${version}-slim`),
  },
  php: {
    build: `composer:${versions.composer['2']}`,
    run: image('php', php, '-cli-trixie', version => `${version}-cli`),
  },
  dotnet: {
    build: microsoft('mcr.microsoft.com/dotnet/sdk'),
    run: microsoft('mcr.microsoft.com/dotnet/aspnet'),
  },
  rust: { build: image('rust', rust, '-trixie'), run: debian },
  static: { build: nginxImage, run: nginxImage },
};

/** What builds the pages of a static site, where the developers build them; Node, unless its framework needs another. */
const pageBuilders = new Map([
  ['hugo', `golang:${golang['1.27']}-trixie`],
  ['jekyll', `ruby:${ruby['3.4']}-trixie`],
]);
const usualPageBuilder = `node:${node['24']}-trixie`;

/** The base images of a service, `name:tag`. */
export function imagesFor(service: LanguageView): { build: Traced<string>; run: Text } {
  const { language, languageVersion: version, commands } = service;
  const { run } = images[language.value];
  const pages = language.value === 'static' && (commands.install ?? commands.build);
  const pageBuilder = pageBuilders.get(service.framework?.value ?? '') ?? usualPageBuilder;
  const reference = (found: Image | string): Text =>
    typeof found === 'string' ? found : tagged(found, version);
  const build = text`${reference(pages ? pageBuilder : images[language.value].build)}`;
  return { build: combine([language, build], () => build.value), run: reference(run) };
}

function tagged(found: Image, version: Traced<string>): Traced<string> {
  return version.map(value => {
    const tag = Object.hasOwn(found.exact, value) ? found.exact[value] : undefined;
    return `${found.name}:${tag ?? found.moving(value)}`;
  });
}
