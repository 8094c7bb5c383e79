import { problem } from '../../errors/index.ts';
import { token } from '../../model/token.ts';
import { port as parsePort } from '../../model/values/numbers.ts';
import { isProblem } from '../../model/values/parse.ts';
import { filePath, name, text, urlPath, version } from '../../model/values/text.ts';
import { type ComposeFile, readCompose } from './containers/compose.ts';
import { dockerfiles, type ImageBuild, readImageBuild } from './containers/dockerfile.ts';
import type { DetectedService } from './detection.ts';
import { assumed, type Candidate, choose, type Finding } from './finding.ts';
import { healthInSources } from './health.ts';
import { nameOf } from './name.ts';
import { portsInSources } from './ports.ts';
import { procfile } from './procfile.ts';
import { type CommandName, type Program, portOf, type Start } from './program.ts';
import { has, type Repository } from './repository.ts';
import { capture, search } from './search.ts';
import { looksSecret } from './secrets.ts';
import type { ServiceFolder } from './services.ts';
import { placeOf, type Settling } from './settle.ts';
import { sourcesOf } from './sources.ts';
import { variablesOf } from './variables.ts';

/** Everything that is known about one service, chosen by the order of trust. */
export function detectService(
  { folder, repository, program }: ServiceFolder,
  fallbackName: string,
  uses: readonly string[],
  settling: Settling,
): DetectedService {
  const [file] = dockerfiles(repository);
  const image = file === undefined ? undefined : readImageBuild(repository, file);
  const compose = readCompose(repository);
  const inSources = portsInSources(repository, program.language);
  const listens = isListening(repository, program, inSources.ports);
  const port = listens
    ? portFinding(repository, program, image, compose, inSources.ports, settling)
    : undefined;
  const start = startOf(repository, program, image, compose);
  const command = start && commandOf(start, port?.value ?? 8080, settling);
  if (!start && program.language !== 'static')
    settling.problems.push(problem('start-unknown', { folder, language: program.language }));
  const readsPort = inSources.readsPort || program.readsPort === true || names(command, port?.value);
  if (port && !readsPort && command)
    settling.problems.push(problem('port-fixed', { port: port.value }, placeOf(port)));
  return {
    folder,
    name: nameFinding(repository, program, fallbackName, settling),
    kind: listens ? 'http' : 'worker',
    language: { value: program.language, found: program.found, others: [] },
    languageVersion: versionFinding(program, image, settling),
    framework: program.framework && choose([program.framework]),
    entryPoint: settling.scalar('entryPoint', [program.entryPoint], filePath('entry point')),
    source: sourceFinding(folder, program, settling),
    command,
    commands: commandsOf(program),
    port,
    health: listens ? healthOf(folder, repository, program, image, compose, settling) : undefined,
    variables: variablesOf(repository, program.language, compose?.variables ?? []),
    uses,
  };
}

function nameFinding(
  repository: Repository,
  program: Program,
  fallback: string,
  settling: Settling,
): Finding<string> {
  const given = nameOf(repository, program.language);
  const known = settling.scalar(
    'name',
    [given, assumed(fallback, 'the name of the folder')],
    name('service name'),
  );
  return (
    known ?? {
      ...assumed('service', 'neither a manifest nor the folder has a name that can be one'),
      others: [],
    }
  );
}

function versionFinding(
  { versions, leastVersions = [], language }: Program,
  image: ImageBuild | undefined,
  settling: Settling,
): Finding<string> | undefined {
  if (language === 'static') return undefined;
  const ofImage = image?.language?.value === language ? image.version : undefined;
  const exact = [ofImage, ...versions];
  const candidates = exact.some(candidate => candidate !== undefined) ? exact : leastVersions;
  return settling.agreed('languageVersion', candidates, version('version'));
}

/** In a folder of its own the service runs there; what a build writes is a folder in it. */
function sourceFinding(folder: string, program: Program, settling: Settling): Finding<string> | undefined {
  const { source } = program;
  if (folder === '.') return settling.scalar('source', [source], filePath('source'));
  const path = source && source.value !== '.' ? `${folder}/${source.value}` : folder;
  const found = source?.found ?? { reason: 'the folder of the service' };
  return settling.scalar('source', [{ value: path, found }], filePath('source'));
}

const listening =
  /\b(?:listen|Listen|ListenAndServe|createServer|HTTPServer|HttpServer|make_server|run_app|serve|bind|TcpListener|Start|Run|WebApplication|runApplication)\b/;

/** A program of no framework that never listens is a worker. */
function isListening(
  repository: Repository,
  program: Program,
  ports: readonly (Candidate<number> | undefined)[],
): boolean {
  if (program.framework || program.usualPort || program.language === 'static') return true;
  if (ports.some(port => port !== undefined)) return true;
  const sources = sourcesOf(repository, program.language);
  return sources.length === 0 || search(repository, sources, listening) !== undefined;
}

function portFinding(
  repository: Repository,
  program: Program,
  image: ImageBuild | undefined,
  compose: ComposeFile | undefined,
  inSources: readonly (Candidate<number> | undefined)[],
  settling: Settling,
): Finding<number> | undefined {
  const example = capture(
    repository,
    ['.env.example', '.env.sample'],
    /^\s*(?:export\s+)?PORT\s*=\s*["']?(\d{2,5})/,
  );
  // The sources may open other ports too, for metrics or debugging: only the best of them speaks for the service.
  const own = choose([...program.ports, ...inSources]);
  return settling.agreed(
    'port',
    [
      image?.port,
      compose?.port,
      portOf(procfile(repository).port),
      own,
      portOf(example),
      program.usualPort,
      assumed(8080, 'nobody names a port: the usual one that needs no rights'),
    ],
    parsePort,
  );
}

function startOf(
  repository: Repository,
  program: Program,
  image: ImageBuild | undefined,
  compose: ComposeFile | undefined,
): Candidate<Start> | undefined {
  const own = program.starts.find(start => start !== undefined);
  const usable = (start: Candidate<Start> | undefined) =>
    start && fits(repository, start.value(8080)) && !(own && isManager(start.value(8080)))
      ? start
      : undefined;
  return usable(image?.start) ?? procfile(repository).start ?? own ?? usable(compose?.start);
}

/** `npm start` says no more than the script that it runs. */
const isManager = ([first = '', second = '']: readonly string[]): boolean =>
  ['npm', 'pnpm', 'yarn'].includes(first) || (first === 'bun' && second === 'run');

/** A file that a start names is there, or is what a build writes; an image may have put it elsewhere. */
function fits(repository: Repository, words: readonly string[]): boolean {
  const file = words.find(word => /\.(?:[cm]?js|[cm]?ts|py|rb|php)$/.test(word))?.replace(/^\.\//, '');
  return (
    file === undefined || has(repository, file) || /^(?:dist|build|out|lib|\.output|\.next)\//.test(file)
  );
}

function commandOf(
  { value: start, found }: Candidate<Start>,
  port: number,
  settling: Settling,
): Finding<readonly string[]> | undefined {
  const words = start(port);
  const parse = text('command');
  const bad = words.find(word => isProblem(parse(token('', 1, 1, word))) || word === '');
  const candidate = { value: words, found };
  if (bad !== undefined) settling.leaveOut('command', 'a word of it is no plain text', candidate);
  else if (words.some(looksSecret))
    settling.leaveOut('command', 'a word of it looks like a secret', candidate);
  else return { ...candidate, others: [] };
  return undefined;
}

/** The command names the port, so that every instance can be given its own. */
const names = (command: Finding<readonly string[]> | undefined, port: number | undefined): boolean =>
  command?.value.some(
    word => word === String(port) || word.endsWith(`:${port}`) || word.endsWith(`=${port}`),
  ) ?? false;

function commandsOf({ commands }: Program): ReadonlyMap<CommandName, Finding<string>> {
  const order: readonly CommandName[] = ['install', 'build', 'lint', 'test'];
  return new Map(
    order.flatMap(command => {
      const found = commands[command];
      return found ? [[command, { ...found, others: [] }] as const] : [];
    }),
  );
}

function healthOf(
  folder: string,
  repository: Repository,
  program: Program,
  image: ImageBuild | undefined,
  compose: ComposeFile | undefined,
  settling: Settling,
): DetectedService['health'] {
  const routes = healthInSources(repository, program.language);
  const checked = image?.health ?? compose?.health;
  const live = [program.language === 'static' ? undefined : checked, routes?.live, program.health?.live];
  const ready = [routes?.ready, program.health?.ready, checked];
  const parse = urlPath('health path');
  const [known, knownReady] = [
    settling.scalar('health.live', live, parse),
    settling.scalar('health.ready', ready, parse),
  ];
  const either = known ?? knownReady;
  if (either) return { live: known ?? either, ready: knownReady ?? either };
  if (program.health === undefined) settling.problems.push(problem('health-unknown', { folder }));
  const root = choose([
    assumed('/', 'no health path was found; name a route that answers 200 when the service can work'),
  ]);
  return root && { live: root, ready: root };
}
