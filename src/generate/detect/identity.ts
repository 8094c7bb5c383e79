import type { Language } from '../../model/service.ts';
import type { Candidate } from './finding.ts';
import { readToml } from './formats/toml.ts';
import { readTree } from './formats/tree.ts';
import { readXml } from './formats/xml.ts';
import { dotnetProject } from './languages/dotnet-project.ts';
import { derive } from './program.ts';
import { baseName, type Repository } from './repository.ts';
import { capture, placeIn } from './search.ts';

/** What the manifest of the language calls the project, without the scope or vendor in front of it. */
export function nameOf(repository: Repository, language: Language): Candidate<string> | undefined {
  return derive(manifests[language].name(repository), text => text.slice(text.lastIndexOf('/') + 1));
}

/** The version of the service itself, by its manifest, else by a file VERSION. What only holds a place is none. */
export function releasedVersion(repository: Repository, language: Language): Candidate<string> | undefined {
  const found = [
    manifests[language].version?.(repository),
    capture(repository, ['VERSION'], /^\s*v?(\d[\w.-]{0,60})\s*$/),
  ];
  return found.find(candidate => candidate !== undefined && isMeant(candidate.value));
}

/** Generators begin with 0.0.0; Maven and MSBuild fill in `${revision}` and `$(Version)` elsewhere. */
const isMeant = (version: string) => /^\d/.test(version) && !/^0\.0\.0(?:$|-)/.test(version);

type Reader = (repository: Repository) => Candidate<string> | undefined;

interface Manifest {
  readonly name: Reader;
  /** Absent where the language leaves it to the tags of git. */
  readonly version?: Reader;
}

const inTree = (file: string): Manifest => ({
  name: repository => readTree(repository, file).at('name').text,
  version: repository => readTree(repository, file).at('version').text,
});

function inToml(file: string, ...tables: readonly string[]): Manifest {
  const reader =
    (field: string): Reader =>
    repository =>
      readToml(repository, file).find(({ table, key }) => tables.includes(table) && key === field);
  return { name: reader('name'), version: reader('version') };
}

const inPom =
  (field: string): Reader =>
  repository =>
    readXml(repository, 'pom.xml').find(({ path }) => path === `project/${field}`);

/** What stands in, or in the name of, the project file of .NET. */
const ofProject =
  (read: (repository: Repository, file: string) => Candidate<string> | undefined): Reader =>
  repository => {
    const project = dotnetProject(repository);
    return project && read(repository, project.file);
  };

const manifests: Readonly<Record<Language, Manifest>> = {
  node: inTree('package.json'),
  static: inTree('package.json'),
  php: inTree('composer.json'),
  python: inToml('pyproject.toml', 'project', 'tool.poetry'),
  rust: inToml('Cargo.toml', 'package'),
  go: {
    name: repository =>
      derive(capture(repository, ['go.mod'], /^module\s+(\S{1,200})/), text => text.replace(/\/v\d+$/, '')),
  },
  ruby: {
    name: repository =>
      derive(capture(repository, ['config/application.rb'], /^module\s+(\w{1,60})/), text =>
        text.replaceAll(/([a-z\d])([A-Z])/g, '$1-$2'),
      ),
  },
  java: {
    name: repository =>
      inPom('artifactId')(repository) ??
      capture(
        repository,
        ['settings.gradle.kts', 'settings.gradle'],
        /rootProject\.name\s*=\s*["']([\w.-]{1,100})["']/,
      ),
    version: repository =>
      inPom('version')(repository) ??
      capture(repository, ['build.gradle.kts', 'build.gradle'], /^version\s*=?\s*["']([\w.-]{1,60})["']/),
  },
  dotnet: {
    name: ofProject((repository, file) => ({
      value: baseName(file).replace(/\.\w+proj$/, ''),
      found: placeIn(repository, file),
    })),
    version: ofProject((repository, file) =>
      readXml(repository, file).find(({ path }) => /PropertyGroup\/Version(?:Prefix)?$/.test(path)),
    ),
  },
};
