import type { Language } from '../../../../model/service.ts';
import type { Text } from '../../../../model/traced.ts';
import { literal } from '../../shared/expression.ts';
import type { YamlNode } from '../../shared/yaml.ts';
import { type GithubStep, use } from './use.ts';

/** Caches stay off: what a pull request put into one would be built into a release. */
const setups: Record<Language, ((version: Text) => GithubStep) | undefined> = {
  node: version => use('actions/setup-node', { 'node-version': version, 'package-manager-cache': false }),
  python: version => use('actions/setup-python', { 'python-version': version }),
  go: version => use('actions/setup-go', { 'go-version': version, cache: false }),
  java: version => use('actions/setup-java', { distribution: 'temurin', 'java-version': version }),
  ruby: version => use('ruby/setup-ruby', { 'ruby-version': version, 'bundler-cache': false }),
  php: version => use('shivammathur/setup-php', { 'php-version': version, coverage: 'pcov' }),
  dotnet: version => use('actions/setup-dotnet', { 'dotnet-version': version }),
  // rustup stands on the runner; the install step chooses the version.
  rust: undefined,
  static: undefined,
};

export function toolchain(language: Language, version: Text): YamlNode[] {
  const setup = setups[language];
  return setup ? [setup(literal(version))] : [];
}
