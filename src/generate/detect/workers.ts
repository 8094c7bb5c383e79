import { filePath, name } from '../../model/values/text.ts';
import type { DetectedService } from './detection.ts';
import { assumed, type Finding } from './finding.ts';
import { type Process, processesOf } from './processes.ts';
import type { Repository } from './repository.ts';
import type { ServiceFolder } from './services.ts';
import type { Settling } from './settle.ts';
import { commandOf } from './start.ts';
import { startedFile } from './started-file.ts';

/** The workers that run beside a service out of its sources; what starts the service itself is none. */
export function workersOf(
  { repository, folder }: ServiceFolder,
  main: DetectedService,
  root: Repository,
  settling: Settling,
): readonly DetectedService[] {
  const own = JSON.stringify(main.command?.value);
  return processesOf(repository, root, folder).flatMap(beside => {
    const command = commandOf(beside.start, 8080, settling);
    if (!command || JSON.stringify(command.value) === own) return [];
    const worker = workerOf(beside, command, main, settling);
    return worker ? [{ ...worker, entryPoint: entryPointOf(command, main, repository, settling) }] : [];
  });
}

function workerOf(
  beside: Process,
  command: Finding<readonly string[]>,
  main: DetectedService,
  settling: Settling,
): DetectedService | undefined {
  const called = assumed(`${main.name.value}-${beside.name.value}`, 'the service and its process');
  const serviceName = settling.scalar('name', [called], name('service name'));
  return (
    serviceName && {
      ...main,
      name: serviceName,
      kind: 'worker',
      worker: beside.name.found,
      command,
      port: undefined,
      health: undefined,
      build: undefined,
    }
  );
}

/** What is built is one program, whichever of its processes runs. */
const compiled = new Set(['go', 'java', 'dotnet', 'rust']);

/** The file that the command starts; that of the service is no guess for another process of an interpreted language. */
function entryPointOf(
  { value: words, found }: Finding<readonly string[]>,
  main: DetectedService,
  repository: Repository,
  settling: Settling,
): DetectedService['entryPoint'] {
  const file = startedFile(repository, words);
  if (file === undefined) return compiled.has(main.language.value) ? main.entryPoint : undefined;
  return settling.scalar('entryPoint', [{ value: file, found }], filePath('entry point'));
}
