import type { Problem } from '../../errors/index.ts';
import type { Project, Service } from '../../model/service.ts';
import type { Artifact } from '../artifacts/shared/artifact.ts';
import { folderOf } from '../artifacts/shared/folders.ts';
import { checkDockerfile } from './dockerfile.ts';
import { checkObject } from './kubernetes.ts';
import { objectsOf } from './objects.ts';
import { type Parsed, parseArtifact } from './parsed.ts';
import { checkPorts } from './ports.ts';
import { checkWishes } from './project.ts';
import { checkReferences } from './references.ts';
import { checkSecrets } from './secrets.ts';
import { checkShell } from './shell.ts';
import { checkWorkflow } from './workflow.ts';

/** The findings about the files of a project, all of them. Pure; real programs are in tools/. */
export function checkArtifacts(project: Project, artifacts: readonly Artifact[]): Problem[] {
  const results = artifacts.map(parseArtifact);
  const files = results.map(({ parsed }) => parsed);
  return [
    ...results.flatMap(({ problems }) => problems),
    ...files.flatMap(file => [...checkDockerfile(file), ...checkWorkflow(file), ...checkShell(file)]),
    ...project.services.flatMap(service => checkService(project, service, files)),
  ];
}

function checkService(project: Project, service: Service, files: readonly Parsed[]): Problem[] {
  const folder = folderOf(project, service.name);
  const own = files.filter(({ artifact }) => artifact.path.startsWith(folder));
  const unread = own.some(({ artifact, trees }) => artifact.kind === 'kubernetes' && trees.length === 0);
  const objects = objectsOf(own);
  const sensitive = new Set(service.variables.filter(variable => variable.sensitive).map(({ name }) => name));
  return [
    ...objects.flatMap(checkObject),
    // What an unreadable file defines is unknown: a name that is missed there would be a second finding about one fault.
    ...(unread ? [] : checkReferences(objects)),
    ...(service.port === undefined ? [] : checkPorts(service.port, own, objects)),
    ...checkSecrets(sensitive, own, objects),
    ...checkWishes(service, new Set(own.map(({ artifact }) => artifact.family))),
  ];
}
