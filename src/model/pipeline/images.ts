import { versions } from '../official-images.ts';
import type { Language } from '../service.ts';
import { change, type Text } from '../traced.ts';

type Tags = Readonly<Record<string, string>>;

const { node, python, golang, ruby, rust } = versions;
const library = 'docker.io/library/';

/** By exact tag where the version stands in the dated table, else by that of its series, which moves. */
const official = (name: string, tags: Tags, suffix: string) => (version: string) =>
  `${library}${name}:${Object.hasOwn(tags, version) ? tags[version] : version}${suffix}`;

const images: Readonly<Record<Language, (version: string) => string>> = {
  node: official('node', node, '-trixie'),
  python: official('python', python, '-trixie'),
  go: official('golang', golang, '-trixie'),
  java: version => `${library}maven:${versions.maven['3.9']}-eclipse-temurin-${version}-noble`,
  ruby: official('ruby', ruby, '-trixie'),
  // It brings PHP and Composer; the image of PHP has no Composer.
  php: () => `${library}composer:${versions.composer['2']}`,
  dotnet: version => `mcr.microsoft.com/dotnet/sdk:${version.includes('.') ? version : `${version}.0`}-noble`,
  rust: official('rust', rust, '-trixie'),
  static: () => `${library}node:${node['24']}-trixie`,
};

/** The image that a job runs in where its product starts jobs in containers: it has the tools of the language. */
export const toolchainImage = (language: Language, version: Text): Text => change(version, images[language]);

/** Bash, curl and the tools of Debian, for jobs without a language. */
export const plainImage = `${library}python:${python['3.14']}-trixie`;

export const dockerImages = {
  client: `${library}docker:28.5.1-cli`,
  engine: `${library}docker:28.5.1-dind`,
};
