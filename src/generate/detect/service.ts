import { problem } from '../../errors/index.ts';
import { filePath, name, urlPath, version } from '../../model/values/text.ts';
import type { Clues, Said } from './clues.ts';
import { readCompose } from './containers/compose.ts';
import { imageBuildOf } from './containers/dockerfile.ts';
import type { DetectedService } from './detection.ts';
import { assumed, choose, type Finding } from './finding.ts';
import { healthInSources } from './health.ts';
import { nameOf, releasedVersion } from './identity.ts';
import { chosenPort, isListening } from './listening.ts';
import { portsInSources } from './ports.ts';
import type { CommandName, Program } from './program.ts';
import type { ServiceFolder } from './services.ts';
import { placeOf, type Settling } from './settle.ts';
import { chosenStart, commandOf, namesPort } from './start.ts';
import { variablesOf } from './variables.ts';

/** Everything that is known about one service, chosen by the order of trust. `uses` are the resources around it. */
export function detectService(
  { folder, repository, program }: ServiceFolder,
  fallbackName: string,
  uses: readonly string[],
  settling: Settling,
  said: Said,
): DetectedService {
  const image = imageBuildOf(repository, program.language);
  const outside = folder === '.' ? undefined : repository.outer && readCompose(repository.outer, folder);
  const compose = readCompose(repository) ?? outside;
  const clues: Clues = { repository, program, image, compose, said, settling };
  const serviceName = chosenName(clues, fallbackName);
  const { kind, port, command } = running(clues, serviceName.value);
  return {
    folder,
    name: serviceName,
    version: settling.scalar('version', [releasedVersion(repository, program.language)], version('version')),
    kind,
    worker: kind === 'worker' ? { reason: 'nothing in its sources listens on a port' } : undefined,
    language: { value: program.language, found: program.found, others: [] },
    languageVersion: chosenVersion(clues),
    framework: choose([program.framework]),
    entryPoint: settling.scalar('entryPoint', [program.entryPoint], filePath('entry point')),
    source: chosenSource(folder, clues),
    command,
    commands: commandsOf(program),
    port,
    health: kind === 'http' ? chosenHealth(clues, serviceName.value) : undefined,
    variables: variablesOf(repository, program.language, clues.compose?.variables ?? []),
    uses,
  };
}

/** How it starts and where it listens, and what stands in the way of running two versions side by side. */
function running(clues: Clues, service: string): Pick<DetectedService, 'kind' | 'port' | 'command'> {
  const { repository, program, settling } = clues;
  const inSources = portsInSources(repository, program.language);
  const listens = isListening(clues, inSources);
  const port = listens ? chosenPort(clues, inSources) : undefined;
  const kind = listens ? 'http' : 'worker';
  const start = chosenStart(clues, kind);
  const command = start && commandOf(start, port?.value ?? 8080, settling);
  if (!start && program.language !== 'static')
    settling.problems.push(problem('start-unknown', { service, language: program.language }));
  const readsPort = inSources.readsPort || program.readsPort === true;
  const isFixed =
    command && port && 'file' in port.found && !readsPort && !namesPort(command.value, port.value);
  if (isFixed) {
    // What counts may stand in a Compose file; the line to change is the one that listens.
    const own = [...inSources.ports, ...program.ports].find(one => one?.value === port.value);
    settling.problems.push(problem('port-fixed', { service, port: port.value }, placeOf(own ?? port)));
  }
  return { kind, port, command };
}

function chosenName({ repository, program, said, settling }: Clues, fallback: string): Finding<string> {
  const candidates = [
    said.name,
    nameOf(repository, program.language),
    assumed(fallback, 'the name of the folder'),
  ];
  const unnamed = assumed('service', 'neither a manifest nor the folder has a name that can be one');
  return settling.scalar('name', candidates, name('service name')) ?? { ...unnamed, others: [] };
}

function chosenVersion({ program, image, settling }: Clues): Finding<string> | undefined {
  const { versions, leastVersions = [], language } = program;
  if (language === 'static') return undefined;
  const exact = [image?.language?.value === language ? image.version : undefined, ...versions];
  const candidates = exact.some(candidate => candidate !== undefined) ? exact : leastVersions;
  return settling.agreed('languageVersion', candidates, version('version'));
}

/** In a folder of its own the service runs there; what a build writes is a folder in it. */
function chosenSource(folder: string, { program: { source }, settling }: Clues): Finding<string> | undefined {
  const parse = filePath('source');
  if (folder === '.') return settling.scalar('source', [source], parse);
  const value = source && source.value !== '.' ? `${folder}/${source.value}` : folder;
  return settling.scalar(
    'source',
    [{ value, found: source?.found ?? { reason: 'the folder of the service' } }],
    parse,
  );
}

function commandsOf({ commands }: Program): ReadonlyMap<CommandName, Finding<string>> {
  const order: readonly CommandName[] = ['install', 'build', 'lint', 'test'];
  return new Map(
    order.flatMap(command => {
      const found = choose([commands[command]]);
      return found ? [[command, found] as const] : [];
    }),
  );
}

function chosenHealth(clues: Clues, service: string): DetectedService['health'] {
  const { repository, program, image, compose, settling } = clues;
  const routes = healthInSources(repository, program.language);
  const checked = program.language === 'static' ? undefined : (image?.health ?? compose?.health);
  const parse = urlPath('health path');
  const live = settling.scalar('health.live', [checked, routes?.live, program.health?.live], parse);
  const ready = settling.scalar('health.ready', [routes?.ready, program.health?.ready, checked], parse);
  const either = live ?? ready;
  // Only the framework's own paths are on the framework's own port.
  const isOwn = [live, ready].every(finding => finding?.found === program.health?.live.found);
  const port = isOwn ? program.health?.port : undefined;
  if (either) return { live: live ?? either, ready: ready ?? either, ...(port && { port }) };
  settling.problems.push(problem('health-unknown', { service }));
  return undefined;
}
