import type { Problem } from '../../errors/index.ts';
import type { Project, Service } from '../../model/service.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { folderOf } from '../artifacts/shared/folders.ts';
import { numericUser } from '../artifacts/shared/user.ts';
import { checkDockerfile } from './dockerfile.ts';
import { checkObject, type Expected } from './kubernetes.ts';
import { objectsOf } from './objects.ts';
import { type Parsed, parseArtifact } from './parsed.ts';
import { checkPorts } from './ports.ts';
import { checkWishes } from './project.ts';
import { checkReferences } from './references.ts';
import { allowedValues, checkTokens, checkValues } from './secrets.ts';
import { checkShell } from './shell.ts';
import { checkWorkflow } from './workflow.ts';

/** The findings about the files of a project, all of them. Pure; real programs are in tools/. */
export function checkArtifacts(project: Project, artifacts: readonly Artifact[]): Problem[] {
  const results = artifacts.map(parseArtifact);
  const files = results.map(({ parsed }) => parsed);
  const allowed = allowedValues(project);
  return [
    ...results.flatMap(({ problems }) => problems),
    ...files.flatMap(file => [...checkWorkflow(file), ...checkShell(file), ...checkTokens(file, allowed)]),
    ...project.services.flatMap(service => checkService(project, service, files)),
  ];
}

function checkService(project: Project, service: Service, files: readonly Parsed[]): Problem[] {
  const folder = folderOf(project, service.name);
  const own = files.filter(({ artifact }) => artifact.path.startsWith(folder));
  const unread = own.some(({ artifact, trees }) => artifact.kind === 'kubernetes' && trees.length === 0);
  const objects = objectsOf(own);
  const expected = expectedOf(service);
  return [
    ...own.flatMap(file =>
      checkDockerfile(file, { health: asksHealth(service), user: service.container.user }),
    ),
    ...objects.flatMap(object => checkObject(object, expected)),
    // What an unreadable file defines is unknown: a name that is missed there would be a second finding about one fault.
    ...(unread ? [] : checkReferences(objects)),
    ...checkPorts(service, own, objects),
    ...checkValues(sensitiveNames(service), own, objects),
    ...checkWishes(project, service, new Set(own.map(({ artifact }) => artifact.family))),
  ];
}

/** A worker or a job is asked for its health only where its document says how. */
function asksHealth({ kind, health }: Service): boolean {
  return kind === 'http' || kind === 'model' || health.probes.some(({ name }) => name === 'live');
}

function expectedOf({ name, container, image, sidecars }: Service): Expected {
  const moving = [image, ...sidecars.map(sidecar => sidecar.image)].filter(({ tag }) => tag === 'latest');
  return {
    name,
    user: container.user === undefined ? undefined : numericUser(container.user),
    moving: new Set(moving.map(({ repository, tag }) => `${repository}:${tag}`)),
  };
}

/** Names that are secret in one container and not in another are left out: which of them a file means is unknown. */
function sensitiveNames(service: Service): ReadonlySet<string> {
  const variables = [service, ...service.sidecars].flatMap(container => container.variables);
  const open = new Set(variables.filter(({ sensitive }) => !sensitive).map(({ name }) => name));
  return new Set(variables.flatMap(({ name, sensitive }) => (sensitive && !open.has(name) ? [name] : [])));
}
