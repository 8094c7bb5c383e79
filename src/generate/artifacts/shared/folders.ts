import { type PipelineProduct, productsOf, usualProduct } from '../../../model/pipeline/product.ts';
import type { Project } from '../../../model/service.ts';
import type { Artifact, ArtifactKind, Family } from './artifact.ts';

/** Where a family goes below the output folder of `generate`. */
export const folders: Record<Family, string> = {
  docker: '.',
  compose: '.',
  kubernetes: 'k8s',
  kustomize: 'kustomize',
  helm: 'helm',
  strategies: 'strategies',
  mesh: 'mesh',
  gitops: 'gitops',
  secrets: 'secrets',
  policies: 'policies',
  terraform: 'infrastructure',
  cloudformation: 'cloudformation',
  arm: 'arm',
  pulumi: 'pulumi',
  ansible: 'ansible',
  scripts: 'scripts',
  pipelines: '.github/workflows',
  tests: 'tests',
};

/** Where each product looks for its pipelines. */
const pipelineFolders: Readonly<Record<PipelineProduct, string>> = {
  'github-actions': folders.pipelines,
  'gitlab-ci': '.',
  jenkins: '.',
  circleci: '.circleci',
  'azure-pipelines': '.',
};

/** Where the families of a project go: the product that runs its pipeline decides for that one. */
export const usualFolders = (
  project: Project,
  product: PipelineProduct = productsOf(project)[0] ?? usualProduct,
): Record<Family, string> => ({ ...folders, pipelines: pipelineFolders[product] });

/** The product that reads pipelines of a kind; those of GitHub stand in the usual folder of the family. */
export const productOfKind: Partial<Record<ArtifactKind, PipelineProduct>> = {
  'gitlab-ci': 'gitlab-ci',
  jenkinsfile: 'jenkins',
  circleci: 'circleci',
  'azure-pipelines': 'azure-pipelines',
};

/** The path of an artifact below the output folder. */
export function placeOf({ family, path, kind }: Pick<Artifact, 'family' | 'path' | 'kind'>): string {
  const product = family === 'pipelines' ? productOfKind[kind] : undefined;
  const folder = product ? pipelineFolders[product] : folders[family];
  return folder === '.' ? path : `${folder}/${path}`;
}

/** The folder of one service within a family: none for a project of one service. Ends with a slash otherwise. */
export function folderOf(project: Project, service: string): string {
  return project.services.length === 1 ? '' : `${service}/`;
}
