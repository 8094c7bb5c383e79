import type { Problem } from '../../errors/index.ts';
import type { Project, Service } from '../../model/service.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { folderOf } from '../artifacts/shared/folders.ts';
import { numericUser } from '../artifacts/shared/user.ts';
import { checkCompose } from './compose.ts';
import { checkDockerfile } from './dockerfile.ts';
import { checkObject, type Expected } from './kubernetes.ts';
import { type KubernetesObject, objectsOf } from './objects.ts';
import { type Parsed, parseArtifact } from './parsed.ts';
import { checkLosses, checkPipeline } from './pipelines.ts';
import { checkPorts } from './ports.ts';
import { checkWishes } from './project.ts';
import { checkAdditions, checkReferences } from './references.ts';
import { checkValues, tokenCheck } from './secrets.ts';
import { answersHttp } from './services.ts';
import { checkShell } from './shell.ts';
import { checkWorkflow } from './workflow.ts';

/** The findings about the files of a project, all of them. Pure; real programs are in tools/. */
export function checkArtifacts(project: Project, artifacts: readonly Artifact[]): Problem[] {
  const results = artifacts.map(parseArtifact);
  const files = results.map(({ parsed }) => parsed);
  const checkTokens = tokenCheck(project);
  const byFolder = filesByFolder(project, files);
  return [
    ...results.flatMap(({ problems }) => problems),
    ...files.flatMap(file => [
      ...checkWorkflow(file),
      ...checkPipeline(file),
      ...checkShell(file),
      ...checkTokens(file),
      ...checkCompose(project, file),
    ]),
    ...checkLosses(project, files),
    ...project.services.flatMap(service =>
      checkService(project, service, byFolder.get(folderOf(project, service.name)) ?? []),
    ),
  ];
}

/** The files of each service by its folder: to look through those of all for each takes a minute for a thousand. */
function filesByFolder({ services }: Project, files: readonly Parsed[]): Map<string, readonly Parsed[]> {
  if (services.length === 1) return new Map([['', files]]);
  const found = new Map<string, Parsed[]>();
  for (const file of files) {
    const { path } = file.artifact;
    const folder = path.slice(0, path.indexOf('/') + 1);
    const own = found.get(folder);
    if (own) own.push(file);
    else found.set(folder, [file]);
  }
  return found;
}

function checkService(project: Project, service: Service, own: readonly Parsed[]): Problem[] {
  const unread = own.some(({ artifact, trees }) => artifact.kind === 'kubernetes' && trees.length === 0);
  const objects = objectsOf(own);
  const expected = expectedOf(service);
  return [
    ...own.flatMap(file =>
      checkDockerfile(file, { health: asksHealth(service), user: service.container.user }),
    ),
    ...objects.flatMap(object => checkObject(object, expected)),
    // What an unreadable file defines is unknown: a name that is missed there would be a second finding about one fault.
    ...(unread ? [] : referencesIn(objects)),
    ...checkPorts(service, own, objects),
    ...checkValues(sensitiveNames(service), own, objects),
    ...checkWishes(project, service, new Set(own.map(({ artifact }) => artifact.family))),
  ];
}

const isPlain = ({ file }: KubernetesObject): boolean => file.artifact.family === 'kubernetes';

/** The manifests of a service are one set; each folder of another family is one more way to use that. */
function referencesIn(objects: readonly KubernetesObject[]): Problem[] {
  const own = objects.filter(isPlain);
  const folders = new Map<string, KubernetesObject[]>();
  for (const object of objects.filter(found => !isPlain(found))) {
    const folder = object.file.place.slice(0, object.file.place.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), object]);
  }
  return [...checkReferences(own), ...[...folders.values()].flatMap(added => checkAdditions(own, added))];
}

/** A worker or a job is asked for its health only where its document says how. */
function asksHealth(service: Service): boolean {
  return answersHttp(service) || service.health.probes.some(({ name }) => name === 'live');
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
