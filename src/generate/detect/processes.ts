import { type Problem, problem } from '../../errors/index.ts';
import { composeBuilds } from './containers/compose.ts';
import type { Candidate } from './finding.ts';
import { readManifest } from './languages/node-manifest.ts';
import { oncePerRelease, procfileLines, startOf } from './procfile.ts';
import type { Start } from './program.ts';
import type { Repository } from './repository.ts';
import { placeOf } from './settle.ts';

/** A process that runs beside the one that serves, out of the same sources, for as long as the service does. */
export interface Process {
  readonly name: Candidate<string>;
  readonly start: Candidate<Start>;
}

/**
 * The processes beside the one that serves: those of the Procfile, and the services that a Compose file builds from the
 * same folder. `root` holds the Compose file, `folder` is the service in it.
 */
export function processesOf(repository: Repository, root: Repository, folder: string): readonly Process[] {
  const lines = procfileLines(repository).filter(({ name }) => name !== 'web' && name !== oncePerRelease);
  const written = lines.map(line => ({
    name: { value: line.name, found: line.text.found },
    start: startOf(line),
  }));
  const built = others(root, folder).flatMap(({ name, start, hasPorts }) =>
    start && !hasPorts ? [{ name, start }] : [],
  );
  const names = new Set(written.map(({ name }) => name.value));
  return [...written, ...built.filter(({ name }) => !names.has(name.value))];
}

/** The services that a Compose file builds from the folder, but for the one that counts there. */
const others = (root: Repository, folder: string) =>
  composeBuilds(root)
    .filter(({ context }) => context === folder)
    .slice(1);

/** What starts beside the services in these folders and is not in devops-flow.yaml: said, so that nobody misses it. */
export function leftProcesses(
  root: Repository,
  services: readonly { readonly folder: string; readonly repository: Repository }[],
): readonly Problem[] {
  const folders = services.map(({ folder }) => folder);
  const single = composeBuilds(root).length === 1;
  const unbuilt = composeBuilds(root).filter(({ context }) => !single && !folders.includes(context));
  const unstarted = folders.flatMap(folder =>
    others(root, folder).filter(({ start, hasPorts }) => !start || hasPorts),
  );
  return [
    ...services.flatMap(({ repository }) => [
      ...procfileLines(repository)
        .filter(({ name }) => name === oncePerRelease)
        .map(({ text }) => problem('release-left', undefined, placeOf(text))),
      ...workerScripts(repository).map(script => left(`the script ${script.value}`, script)),
    ]),
    ...[...unbuilt, ...unstarted].map(({ name }) => left(`the service ${name.value} of Compose`, name)),
  ];
}

const left = (what: string, at: Candidate<unknown>): Problem =>
  problem('process-left', { what }, placeOf(at));

/** Scripts of package.json that are called like workers, where no Procfile says the same. */
function workerScripts(repository: Repository): readonly Candidate<string>[] {
  const lines = procfileLines(repository).map(({ name }) => name);
  return [...(readManifest(repository)?.scripts ?? [])].flatMap(([name, { found }]) => {
    const kind = /^(?:start:)?(workers?|queue|scheduler|cron)(?::prod(?:uction)?)?$/.exec(name)?.[1];
    return kind === undefined || lines.includes(kind) ? [] : [{ value: name, found }];
  });
}
