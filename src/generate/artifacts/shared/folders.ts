import type { Project } from '../../../model/service.ts';
import type { Family } from './artifact.ts';

/** Where a family goes below the output folder of `generate`. */
export const folders: Record<Family, string> = {
  docker: '.',
  kubernetes: 'k8s',
  kustomize: 'kustomize',
  scripts: 'scripts',
  pipelines: '.github/workflows',
};

/** The path of an artifact below the output folder. */
export function placeOf(artifact: { readonly family: Family; readonly path: string }): string {
  const folder = folders[artifact.family];
  return folder === '.' ? artifact.path : `${folder}/${artifact.path}`;
}

/** The folder of one service within a family: none for a project of one service. Ends with a slash otherwise. */
export function folderOf(project: Project, service: string): string {
  return project.services.length === 1 ? '' : `${service}/`;
}
