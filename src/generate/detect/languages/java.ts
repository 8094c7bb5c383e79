import { assumed, type Candidate } from '../finding.ts';
import { derive, fixedStart, type Program, portOf, type Start } from '../program.ts';
import type { Repository } from '../repository.ts';
import { capture, placeIn, search } from '../search.ts';
import { sourcesOf } from '../sources.ts';
import { toolVersion, versionFile } from '../versions.ts';
import { type JavaBuild, readBuild } from './java-build.ts';
import { actuatorHealth } from './java-health.ts';
import { settingOf } from './java-settings.ts';

interface Framework {
  readonly name: string;
  /** Part of the name of a library or plugin that only its services have. */
  readonly sign: string;
  /** The jar that runs, below the folder that the tool builds into. */
  readonly jar: (build: JavaBuild) => string;
  /** The setting of the port, and how the command line overrides it. */
  readonly portKey?: string;
  readonly portWord?: (port: number) => { before?: string; after?: string };
  /** The library that adds health paths. */
  readonly health?: { readonly sign: string; readonly live: string; readonly ready: string };
}

const folder = ({ tool }: JavaBuild) => (tool === 'maven' ? 'target' : 'build/libs');
const plainJar = (build: JavaBuild) => `${folder(build)}/${build.archive.value}.jar`;
const fatJar = (build: JavaBuild) =>
  build.tool === 'maven' ? plainJar(build) : `build/libs/${build.archive.value}-all.jar`;

const frameworks: readonly Framework[] = [
  {
    name: 'quarkus',
    sign: 'quarkus',
    jar: ({ tool }) => `${tool === 'maven' ? 'target' : 'build'}/quarkus-app/quarkus-run.jar`,
    portKey: 'quarkus.http.port',
    portWord: port => ({ before: `-Dquarkus.http.port=${port}` }),
    health: { sign: 'quarkus-smallrye-health', live: '/q/health/live', ready: '/q/health/ready' },
  },
  {
    name: 'micronaut',
    sign: 'micronaut',
    jar: fatJar,
    portKey: 'micronaut.server.port',
    portWord: port => ({ before: `-Dmicronaut.server.port=${port}` }),
    health: { sign: 'micronaut-management', live: '/health/liveness', ready: '/health/readiness' },
  },
  {
    name: 'spring-boot',
    sign: 'spring-boot',
    jar: plainJar,
    portKey: 'server.port',
    portWord: port => ({ after: `--server.port=${port}` }),
    health: { sign: 'spring-boot-starter-actuator', live: '/actuator/health', ready: '/actuator/health' },
  },
  {
    name: 'ktor',
    sign: 'ktor',
    jar: fatJar,
    portKey: 'ktor.deployment.port',
    portWord: port => ({ after: `-port=${port}` }),
  },
  { name: 'javalin', sign: 'javalin', jar: plainJar },
  { name: 'dropwizard', sign: 'dropwizard', jar: plainJar },
];

export function java(repository: Repository): Program | undefined {
  const build = readBuild(repository);
  if (!build) return undefined;
  const sources = sourcesOf(repository, 'java');
  const main = search(repository, sources, /\b(?:static void main\(|fun main\()/);
  const framework = frameworks.find(({ sign }) => build.names(sign));
  const found = framework && build.names(framework.sign);
  const jar = (framework?.jar ?? plainJar)(build);
  const port = framework?.portKey === undefined ? undefined : portSetting(repository, framework.portKey);
  const runs = main !== undefined || framework?.name === 'quarkus';
  return {
    language: 'java',
    found: placeIn(repository, build.file),
    sureness: framework && runs ? 4 : main ? 3 : 2,
    versions: [
      ...build.versions,
      toolVersion(repository, ['java'], 1),
      versionFile(repository, '.java-version', 1),
      derive(
        capture(repository, ['.sdkmanrc', 'system.properties'], /^java(?:\.runtime\.version)?=(\d{1,2})/),
        text => text,
      ),
    ],
    framework: framework && found && { value: framework.name, found: found.found },
    entryPoint: runs ? { value: jar, found: build.archive.found } : undefined,
    starts: runs
      ? [{ value: startOf(framework, jar, port?.readsPort ?? false), found: build.archive.found }]
      : [],
    commands: commandsOf(build),
    ports: [portOf(port?.value)],
    usualPort: framework && assumed(8080, `the port of ${framework.name}, where nobody says another`),
    readsPort: framework?.portWord !== undefined,
    health: healthOf(repository, framework, build),
  };
}

/** The port of the instance comes by the command line, unless the settings take it from PORT. */
function startOf(framework: Framework | undefined, jar: string, readsPort: boolean): Start {
  const { portWord } = framework ?? {};
  if (!portWord || readsPort) return fixedStart('java', '-jar', jar);
  return port => {
    const { before, after } = portWord(port);
    return ['java', ...(before ? [before] : []), '-jar', jar, ...(after ? [after] : [])];
  };
}

/** `server.port=${PORT:8080}` in application.properties, or the same in application.yml. */
function portSetting(
  repository: Repository,
  key: string,
): { value: Candidate<string> | undefined; readsPort: boolean } | undefined {
  const setting = settingOf(repository, key);
  if (!setting) return undefined;
  const variable = /^\$\{(\w{1,40})(?::(\d{2,5}))?\}$/.exec(setting.value);
  return {
    readsPort: variable?.[1] === 'PORT',
    value: derive(setting, text => (variable ? variable[2] : text)),
  };
}

function commandsOf({ tool, program }: JavaBuild): Program['commands'] {
  const { value, found } = program;
  return tool === 'maven'
    ? {
        build: { value: `${value} package -DskipTests`, found },
        test: { value: `${value} test`, found },
      }
    : { build: { value: `${value} assemble`, found }, test: { value: `${value} test`, found } };
}

function healthOf(
  repository: Repository,
  framework: Framework | undefined,
  build: JavaBuild,
): Program['health'] {
  const library = framework?.health && build.names(framework.health.sign);
  if (!framework?.health || !library) return undefined;
  if (framework.name === 'spring-boot') return actuatorHealth(repository, library.found);
  const { live, ready } = framework.health;
  return { live: { value: live, found: library.found }, ready: { value: ready, found: library.found } };
}
