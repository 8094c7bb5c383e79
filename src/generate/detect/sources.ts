import type { Language } from '../../model/service.ts';
import { baseName, depthOf, folderOf, type Repository } from './repository.ts';

const extensions: Readonly<Record<Language, readonly string[]>> = {
  node: ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts', 'jsx', 'tsx'],
  python: ['py'],
  go: ['go'],
  java: ['java', 'kt', 'groovy'],
  ruby: ['rb', 'ru'],
  php: ['php'],
  dotnet: ['cs', 'fs', 'vb'],
  rust: ['rs'],
  static: [],
};

/** Who has one of these below the top is a project of its own there. */
const manifests: Readonly<Partial<Record<Language, readonly string[]>>> = {
  node: ['package.json'],
  python: ['pyproject.toml', 'requirements.txt', 'Pipfile', 'setup.py'],
  go: ['go.mod'],
  java: ['pom.xml', 'build.gradle', 'build.gradle.kts'],
  ruby: ['Gemfile'],
  php: ['composer.json'],
  rust: ['Cargo.toml'],
};

/** More than this many sources are not searched: those nearest to the top say what a service is. */
const most = 1000;

/** At the top such a folder is no part of the service; further down it may be a package of that name. */
const elsewhere =
  /^(?:examples?|samples?|docs?|demo|benchmarks?|tools|scripts|features)\/|(?:^|\/)(?:tests?|specs?|__tests__|__mocks__|e2e|testdata|fixtures|stories|migrations|dist|coverage|\.[\w-]+)\//i;
const testName =
  /(?:[._-](?:test|spec|stories|config|d)\.[cm]?[jt]sx?|_test\.(?:go|py|rb)|_spec\.rb|Tests?\.(?:java|kt|cs|php))$|(?:^|\/)(?:test_[^/]*|conftest)\.py$|\.min\.js$/;

/** The sources of a language, those nearest to the top first: no tests, examples or settings of tools. */
export function sourcesOf(repository: Repository, language: Language): readonly string[] {
  const known = extensions[language];
  const others = nestedProjects(repository, language);
  return repository.files
    .filter(path => known.includes(extensionOf(path)) || (language === 'node' && isExpressStarter(path)))
    .filter(path => !elsewhere.test(path) && !testName.test(path))
    .filter(path => !others.some(folder => path.startsWith(folder)))
    .toSorted((a, b) => depthOf(a) - depthOf(b))
    .slice(0, most);
}

function nestedProjects(repository: Repository, language: Language): readonly string[] {
  const names = manifests[language] ?? [];
  const folders = repository.files.filter(path => names.includes(baseName(path))).map(folderOf);
  return folders.filter(folder => folder !== '').map(folder => `${folder}/`);
}

const isTest = (path: string): boolean =>
  testName.test(path) || (/(?:^|\/)(?:tests?|__tests__|spec)\//.test(path) && !path.includes('fixtures/'));

/** The tests of a language, by the names that its runners look for. */
export function testsOf(repository: Repository, language: Language): readonly string[] {
  const known = extensions[language];
  return repository.files.filter(path => known.includes(extensionOf(path)) && isTest(path));
}

function extensionOf(path: string): string {
  const name = baseName(path);
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
}

/** express-generator writes a start file without an ending. */
const isExpressStarter = (path: string) => path === 'bin/www';
