import { type Problem, problem } from '../../errors/index.ts';
import type { Said } from './clues.ts';
import { readCompose } from './containers/compose.ts';
import { ownBuildOf } from './containers/own-build.ts';
import type { DetectedService, Detection } from './detection.ts';
import type { GitConfig } from './git-remote.ts';
import { hostingOf } from './hosting.ts';
import { readManifest } from './languages/node-manifest.ts';
import { withOwnVariables } from './own-variables.ts';
import { leftProcesses } from './processes.ts';
import type { Repository } from './repository.ts';
import { type FoundResource, resourcesOf } from './resources.ts';
import { detectService } from './service.ts';
import { findServices, type ServiceFolder } from './services.ts';
import { Settling } from './settle.ts';
import { hasSecrets } from './variables.ts';
import { workersOf } from './workers.ts';
import { scriptsFolder, yoursOf } from './yours.ts';

export type { Said } from './clues.ts';
export type { DetectedService, Detection } from './detection.ts';
export type { GitConfig } from './git-remote.ts';
export type { Repository } from './repository.ts';

/**
 * What a repository says about the services in it: language, version, port, health and commands, each with the file
 * and line that says it. Nothing of the repository is run. `name` is what a service is called that has no name itself,
 * `said` what documents say about the only one, `git` the configuration of the repository.
 */
export function detect(repository: Repository, name: string, said: Said = {}, git?: GitConfig): Detection {
  const { services, elsewhere } = findServices(repository);
  const settling = new Settling();
  const images = readCompose(repository)?.images ?? [];
  const shared = resourcesOf(repository, images);
  const whole = { root: repository, name, said, shared, isSingle: services.length === 1, settling };
  const found = services.map(service => detectOne(service, whole));
  return {
    services: buildsNamed(found.flatMap(one => one.services)),
    resources: firstOfEachName([...shared, ...found.flatMap(one => one.resources)]),
    yours: yoursOf(repository),
    scripts: scriptsFolder(repository),
    isDependency: readManifest(repository)?.dependencies.has('devops-flow') === true,
    hosting: hostingOf(repository, git, settling),
    problems: [
      ...settling.problems,
      ...remarks(services, elsewhere),
      ...leftProcesses(repository, services),
      ...exposed(repository),
    ],
  };
}

/** What the services of a repository have in common. */
interface Whole {
  readonly root: Repository;
  readonly name: string;
  readonly said: Said;
  /** The resources that stand at the top. */
  readonly shared: readonly FoundResource[];
  readonly isSingle: boolean;
  readonly settling: Settling;
}

function detectOne(
  service: ServiceFolder,
  { root, name, said, shared, isSingle, settling }: Whole,
): { services: readonly DetectedService[]; resources: readonly FoundResource[] } {
  const isTop = service.folder === '.';
  const images = isTop ? [] : (readCompose(service.repository)?.images ?? []);
  const resources = isTop ? shared : resourcesOf(service.repository, images);
  const fallback = isTop ? name : service.folder.slice(service.folder.lastIndexOf('/') + 1);
  // A Compose file above several services does not say which of them uses what.
  const uses = isSingle && !isTop ? [...shared, ...resources] : resources;
  const names = [...new Set(uses.map(one => one.name))];
  const detected = detectService(service, fallback, names, settling, isSingle ? said : {});
  const build = ownBuildOf(root, service, service.program.language);
  const workers = workersOf(service, detected, root, settling);
  const processes = [{ ...detected, build }, ...workers];
  return { services: withOwnVariables(service.repository, processes), resources };
}

/** The Dockerfile of the only service stands where one would be generated: it needs no name. */
function buildsNamed(services: readonly DetectedService[]): readonly DetectedService[] {
  if (services.length > 1) return services;
  return services.map(one =>
    one.build?.value.dockerfile === 'Dockerfile' ? { ...one, build: undefined } : one,
  );
}

/** What stands at the top counts, then the services in their order. */
function firstOfEachName(resources: readonly FoundResource[]): readonly FoundResource[] {
  return resources.filter(({ name }, i) => resources.findIndex(one => one.name === name) === i);
}

function remarks(
  services: readonly ServiceFolder[],
  elsewhere: readonly ServiceFolder[],
): readonly Problem[] {
  const rivals = services.flatMap(({ program, rivals: others }) => {
    const names = others.map(({ language }) => language);
    return names.length === 0
      ? []
      : [problem('languages-several', { used: program.language, others: names })];
  });
  const folders = elsewhere.map(({ folder }) => folder);
  return folders.length === 0 ? rivals : [...rivals, problem('services-elsewhere', { folders })];
}

/** A file of somebody's secrets that git would take in. */
function exposed(repository: Repository): readonly Problem[] {
  const at = { file: '.env', line: 1, column: 1 };
  return hasSecrets(repository) ? [problem('secrets-not-ignored', { file: '.env' }, { at })] : [];
}
