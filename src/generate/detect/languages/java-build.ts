import type { Candidate } from '../finding.ts';
import { readXml } from '../formats/xml.ts';
import { derive, versionNumber } from '../program.ts';
import { firstOf, has, type Repository } from '../repository.ts';
import { capture, placeIn, search } from '../search.ts';

/** What a build file says, whichever tool it is for. */
export interface JavaBuild {
  readonly tool: 'maven' | 'gradle';
  readonly file: string;
  /** The program that builds: the wrapper of the repository, where there is one. */
  readonly program: Candidate<string>;
  /** Name and version of what is built, such as `demo-0.0.1-SNAPSHOT`. */
  readonly archive: Candidate<string>;
  readonly versions: readonly (Candidate<string> | undefined)[];
  /** A library or plugin that the build names. */
  readonly names: (text: string) => Candidate<string> | undefined;
}

export function readBuild(repository: Repository): JavaBuild | undefined {
  if (has(repository, 'pom.xml')) return maven(repository);
  const file = firstOf(repository, ['build.gradle.kts', 'build.gradle']);
  return file === undefined ? undefined : gradle(repository, file);
}

const major = (text: string): string | undefined => versionNumber(text.replace(/^1\./, ''), 1);

function maven(repository: Repository): JavaBuild {
  const texts = readXml(repository, 'pom.xml');
  const at = (path: string) => texts.find(found => found.path === `project/${path}`);
  const [artifact, final] = [at('artifactId'), at('build/finalName')];
  const version = (at('version') ?? at('parent/version'))?.value ?? '';
  const value = final?.value
    .replace('${project.artifactId}', artifact?.value ?? 'app')
    .replace('${project.version}', version);
  const wrapper = has(repository, 'mvnw');
  return {
    tool: 'maven',
    file: 'pom.xml',
    program: {
      value: wrapper ? './mvnw -B -ntp' : 'mvn -B -ntp',
      found: placeIn(repository, wrapper ? 'mvnw' : 'pom.xml'),
    },
    archive: {
      value: value ?? [artifact?.value ?? 'app', version].filter(part => part !== '').join('-'),
      found: (final ?? artifact)?.found ?? placeIn(repository, 'pom.xml'),
    },
    versions: [
      derive(at('properties/java.version'), major),
      derive(at('properties/maven.compiler.release'), major),
      derive(at('properties/maven.compiler.source'), major),
      derive(at('properties/jdk.version'), major),
    ],
    names: name => texts.find(({ path, value }) => path.endsWith('/artifactId') && value.includes(name)),
  };
}

function gradle(repository: Repository, file: string): JavaBuild {
  const settings = ['settings.gradle.kts', 'settings.gradle'];
  const name = capture(repository, settings, /rootProject\.name\s*=\s*["']([\w.-]{1,100})["']/);
  const version = capture(
    repository,
    [file, 'gradle.properties'],
    /^\s*version\s*=\s*["']?([\w.-]{1,60})["']?\s*$/,
  );
  const wrapper = has(repository, 'gradlew');
  const files = [file, 'gradle/libs.versions.toml'];
  const release = [
    /JavaLanguageVersion\.of\(\s*["']?(\d{1,2})/,
    /jvmToolchain\(\s*(\d{1,2})/,
    /(?:sourceCompatibility|targetCompatibility)\s*=?\s*(?:JavaVersion\.toVersion\()?["']?(?:JavaVersion\.VERSION_)?(?:1[._])?(\d{1,2})/,
  ];
  return {
    tool: 'gradle',
    file,
    program: {
      value: wrapper ? './gradlew --no-daemon' : 'gradle --no-daemon',
      found: placeIn(repository, wrapper ? 'gradlew' : file),
    },
    archive: {
      value: [name?.value ?? 'app', version?.value ?? ''].filter(part => part !== '').join('-'),
      found: name?.found ?? placeIn(repository, file),
    },
    versions: release.map(pattern => derive(capture(repository, [file], pattern), major)),
    names: wanted => {
      const hit = search(repository, files, new RegExp(`(${wanted.replaceAll('.', '\\.')})`));
      return hit && { value: wanted, found: hit.found };
    },
  };
}
