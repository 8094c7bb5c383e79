import type { Language } from '../../model/service.ts';
import type { Candidate } from './finding.ts';
import { readToml } from './formats/toml.ts';
import { readTree } from './formats/tree.ts';
import { readXml } from './formats/xml.ts';
import type { Repository } from './repository.ts';
import { capture } from './search.ts';

/** The version of the service itself, by its manifest, else by a file VERSION. What only holds a place is none. */
export function releasedVersion(repository: Repository, language: Language): Candidate<string> | undefined {
  const found = [
    manifests[language]?.(repository),
    capture(repository, ['VERSION'], /^\s*v?(\d[\w.-]{0,60})\s*$/),
  ];
  return found.find(candidate => candidate !== undefined && isMeant(candidate.value));
}

/** Generators begin with 0.0.0; Maven and MSBuild fill in `${revision}` and `$(Version)` elsewhere. */
const isMeant = (version: string) => /^\d/.test(version) && !/^0\.0\.0(?:$|-)/.test(version);

const npm = (repository: Repository) => readTree(repository, 'package.json').at('version').text;

const manifests: Readonly<
  Partial<Record<Language, (repository: Repository) => Candidate<string> | undefined>>
> = {
  node: npm,
  static: npm,
  python: repository =>
    readToml(repository, 'pyproject.toml').find(
      ({ table, key }) => (table === 'project' || table === 'tool.poetry') && key === 'version',
    ),
  java: repository =>
    readXml(repository, 'pom.xml').find(({ path }) => path === 'project/version') ??
    capture(repository, ['build.gradle.kts', 'build.gradle'], /^version\s*=?\s*["']([\w.-]{1,60})["']/),
  php: repository => readTree(repository, 'composer.json').at('version').text,
  dotnet: repository => {
    const file = repository.files.find(path => /\.(?:cs|fs|vb)proj$/.test(path) && !/tests?\b/i.test(path));
    const texts = file === undefined ? [] : readXml(repository, file);
    return texts.find(({ path }) => /PropertyGroup\/Version(?:Prefix)?$/.test(path));
  },
  rust: repository =>
    readToml(repository, 'Cargo.toml').find(({ table, key }) => table === 'package' && key === 'version'),
};
