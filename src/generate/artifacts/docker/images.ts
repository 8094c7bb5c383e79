import type { Language } from '../../../model/service.ts';
import { combine, type Text, type Traced, text } from '../../../model/traced.ts';
import type { LanguageView } from '../../../model/views.ts';

/** An official image: its exact tags by language version, and the tag of the series for a version not listed. */
interface Image {
  readonly name: string;
  readonly exact: Readonly<Record<string, string>>;
  readonly moving: (version: string) => string;
}

type Tags = Readonly<Record<string, string>>;

// As the registries listed them on 2026-08-21. A tag of a series moves with its patches: the checks say so.
const node: Tags = { '26': '26.7.0', '24': '24.19.0', '22': '22.23.2' };
const python: Tags = {
  '3.14': '3.14.7',
  '3.13': '3.13.15',
  '3.12': '3.12.14',
  '3.11': '3.11.16',
  '3.10': '3.10.21',
};
const go: Tags = { '1.27': '1.27.0', '1.26': '1.26.7' };
const java: Tags = { '26': '26.0.2_10', '25': '25.0.4_7', '21': '21.0.12_8', '17': '17.0.20_8' };
const ruby: Tags = { '4.0': '4.0.6', '3.4': '3.4.10', '3.3': '3.3.12' };
const php: Tags = { '8.5': '8.5.9', '8.4': '8.4.24', '8.3': '8.3.33', '8.2': '8.2.33' };
const rust: Tags = { '1.98': '1.98.0' };
const maven: Tags = Object.fromEntries(
  Object.keys(java).map(major => [major, `3.9.16-eclipse-temurin-${major}-noble`]),
);

const image = (name: string, tags: Tags, suffix: string, moving: Image['moving']): Image => ({
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
    build: image('node', node, '-trixie-slim', version => `${version}-slim`),
    run: image('node', node, '-trixie-slim', version => `${version}-slim`),
  },
  python: {
    build: image('python', python, '-trixie', version => version),
    run: image('python', python, '-slim-trixie', version => `${version}-slim`),
  },
  go: { build: image('golang', go, '-trixie', version => version), run: 'debian:13.6-slim' },
  java: {
    build: image('maven', maven, '', version => `3.9.16-eclipse-temurin-${version}`),
    run: image('eclipse-temurin', java, '-jre-noble', version => `${version}-jre`),
  },
  ruby: {
    build: image('ruby', ruby, '-trixie', version => version),
    run: image('ruby', ruby, '-slim-trixie', version => `${version}-slim`),
  },
  php: { build: 'composer:2.10.2', run: image('php', php, '-cli-trixie', version => `${version}-cli`) },
  dotnet: {
    build: microsoft('mcr.microsoft.com/dotnet/sdk'),
    run: microsoft('mcr.microsoft.com/dotnet/aspnet'),
  },
  rust: { build: image('rust', rust, '-slim-trixie', version => `${version}-slim`), run: 'debian:13.6-slim' },
  static: { build: 'nginx:1.30.4-alpine3.24-slim', run: 'nginx:1.30.4-alpine3.24-slim' },
};

/** What builds the pages of a static site, where the developers build them; Node, unless its framework needs another. */
const pageBuilders = new Map([
  ['hugo', `golang:${go['1.27']}-trixie`],
  ['jekyll', `ruby:${ruby['3.4']}-trixie`],
]);
const usualPageBuilder = `node:${node['24']}-trixie-slim`;

/** The base images of a service, `name:tag`. */
export function imagesFor(service: LanguageView): { build: Traced<string>; run: Text } {
  const { language, languageVersion: version, commands } = service;
  const { run } = images[language.value];
  const pages = language.value === 'static' && (commands.install ?? commands.build);
  const pageBuilder = pageBuilders.get(service.framework?.value ?? '') ?? usualPageBuilder;
  const build = pages ? pageBuilder : images[language.value].build;
  const reference = (found: Image | string): Text =>
    typeof found === 'string' ? found : tagged(found, version);
  return {
    build: combine([language, text`${reference(build)}`], () => text`${reference(build)}`.value),
    run: reference(run),
  };
}

function tagged(found: Image, version: Traced<string>): Traced<string> {
  return version.map(value => {
    const tag = Object.hasOwn(found.exact, value) ? found.exact[value] : undefined;
    return `${found.name}:${tag ?? found.moving(value)}`;
  });
}
