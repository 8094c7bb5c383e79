import type { Problem } from '../../errors/index.ts';
import type { Project, Service } from '../../model/service.ts';
import { plain, trace } from '../../model/traced.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { folderOf } from '../artifacts/shared/folders.ts';
import { backendOf, secretObject } from '../artifacts/shared/secrets/store.ts';
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
  const services = new Map(project.services.map(service => [folderOf(project, service.name), service]));
  const folders = byFolder(project, artifacts);
  const checkTokens = tokenCheck(project);
  // One folder after another: what was parsed of a service is forgotten before the next one.
  const found = [...new Set([...services.keys(), ...folders.keys()])].map(folder => {
    const results = (folders.get(folder) ?? []).map(parseArtifact);
    const files = results.map(({ parsed }) => parsed);
    const service = services.get(folder);
    return {
      unparsable: results.flatMap(({ problems }) => problems),
      inFiles: files.flatMap(file => [
        ...checkWorkflow(file),
        ...checkPipeline(file),
        ...checkShell(file),
        ...checkTokens(file),
        ...checkCompose(project, file),
      ]),
      ofService: service ? checkService(project, service, files) : [],
    };
  });
  return [
    ...found.flatMap(({ unparsable }) => unparsable),
    ...found.flatMap(({ inFiles }) => inFiles),
    ...checkLosses(project, artifacts),
    ...found.flatMap(({ ofService }) => ofService),
  ];
}

/** The files of each service by its folder; what is in none of these is of all. */
function byFolder({ services }: Project, artifacts: readonly Artifact[]): Map<string, readonly Artifact[]> {
  if (services.length === 1) return new Map([['', artifacts]]);
  const found = new Map<string, Artifact[]>();
  for (const artifact of artifacts) {
    const folder = artifact.path.slice(0, artifact.path.indexOf('/') + 1);
    const own = found.get(folder);
    if (own) own.push(artifact);
    else found.set(folder, [artifact]);
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
    ...(unread ? [] : referencesIn(objects, broughtFor(project, service))),
    ...checkPorts(service, own, objects),
    ...checkValues(sensitiveNames(service), own, objects),
    ...checkWishes(project, service, new Set(own.map(({ artifact }) => artifact.family))),
  ];
}

const isPlain = ({ file }: KubernetesObject): boolean => file.artifact.family === 'kubernetes';

/** The manifests of a service are one set; each folder of another family is one more way to use that. */
function referencesIn(objects: readonly KubernetesObject[], brought: readonly string[]): Problem[] {
  const own = objects.filter(isPlain);
  const folders = new Map<string, KubernetesObject[]>();
  for (const object of objects.filter(found => !isPlain(found))) {
    const folder = object.file.place.slice(0, object.file.place.lastIndexOf('/'));
    folders.set(folder, [...(folders.get(folder) ?? []), object]);
  }
  return [
    ...checkReferences(own, brought),
    ...[...folders.values()].flatMap(added => checkAdditions(own, added, brought)),
  ];
}

/** What is decrypted and applied before the manifests are. */
function broughtFor(project: Project, { name }: Service): readonly string[] {
  const view = trace(project).services.find(service => service.name.value === name);
  return view && backendOf(view).value === 'sops' ? [`Secret ${plain(secretObject(name))}`] : [];
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
