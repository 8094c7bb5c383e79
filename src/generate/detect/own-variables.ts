import type { DetectedService } from './detection.ts';
import { reachOf } from './reach.ts';
import { type Repository, shown } from './repository.ts';
import { startedFile } from './started-file.ts';
import { type FoundVariable, variablesOf } from './variables.ts';

/**
 * Processes out of the same sources, each with the variables that it reads itself. Where nobody can tell what a process
 * runs it has them all, but none is required that only the others read.
 */
export function withOwnVariables(
  repository: Repository,
  processes: readonly DetectedService[],
): readonly DetectedService[] {
  if (processes.length < 2) return processes;
  const reaches = processes.map(({ language, command, entryPoint }) => {
    const started = command && startedFile(repository, command.value);
    return reachOf(repository, language.value, started ?? entryPoint?.value);
  });
  return processes.map((one, i) => {
    const own = reaches[i];
    const others = reaches.flatMap((reach, j) => (i === j || !reach ? [] : [...reach]));
    const foreign = new Set(others.filter(file => !own?.has(file)));
    return { ...one, variables: withoutForeign(repository, one, foreign, own !== undefined) };
  });
}

function withoutForeign(
  repository: Repository,
  { language, variables }: DetectedService,
  foreign: ReadonlySet<string>,
  isKnown: boolean,
): readonly FoundVariable[] {
  const view = { ...repository, files: repository.files.filter(file => !foreign.has(file)) };
  const own = new Map(variablesOf(view, language.value, []).map(variable => [variable.name, variable]));
  const places = new Set([...foreign].map(file => shown(repository, file)));
  return variables.flatMap(variable => {
    const isForeign = 'file' in variable.found && places.has(variable.found.file);
    const read = own.get(variable.name) ?? (isForeign ? undefined : variable);
    if (read) return [read];
    return isKnown ? [] : [{ ...variable, required: false }];
  });
}
