import type { Language } from '../../model/service.ts';
import type { Candidate } from './finding.ts';
import { readToml } from './formats/toml.ts';
import { readTree } from './formats/tree.ts';
import { readXml } from './formats/xml.ts';
import { derive } from './program.ts';
import { baseName, type Repository } from './repository.ts';
import { capture, placeIn } from './search.ts';

/** What the manifest of the language calls the project, without the scope or vendor in front of it. */
export function nameOf(repository: Repository, language: Language): Candidate<string> | undefined {
  return derive(names[language](repository), text => text.slice(text.lastIndexOf('/') + 1));
}

const npm = (repository: Repository) => readTree(repository, 'package.json').at('name').text;

const names: Readonly<Record<Language, (repository: Repository) => Candidate<string> | undefined>> = {
  node: npm,
  static: npm,
  python: repository =>
    readToml(repository, 'pyproject.toml').find(
      ({ table, key }) => (table === 'project' || table === 'tool.poetry') && key === 'name',
    ),
  go: repository =>
    derive(capture(repository, ['go.mod'], /^module\s+(\S{1,200})/), text => text.replace(/\/v\d+$/, '')),
  java: repository =>
    readXml(repository, 'pom.xml').find(({ path }) => path === 'project/artifactId') ??
    capture(
      repository,
      ['settings.gradle.kts', 'settings.gradle'],
      /rootProject\.name\s*=\s*["']([\w.-]{1,100})["']/,
    ),
  ruby: repository =>
    derive(capture(repository, ['config/application.rb'], /^module\s+(\w{1,60})/), text =>
      text.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2'),
    ),
  php: repository => readTree(repository, 'composer.json').at('name').text,
  dotnet: repository => {
    const file = repository.files.find(path => /\.(?:cs|fs|vb)proj$/.test(path) && !/tests?\b/i.test(path));
    return file === undefined
      ? undefined
      : { value: baseName(file).replace(/\.\w+proj$/, ''), found: placeIn(repository, file) };
  },
  rust: repository =>
    readToml(repository, 'Cargo.toml').find(({ table, key }) => table === 'package' && key === 'name'),
};
