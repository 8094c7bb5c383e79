import type { Project } from '../service.ts';

/** What runs a pipeline. */
export type PipelineProduct = 'github-actions' | 'gitlab-ci' | 'jenkins' | 'circleci' | 'azure-pipelines';

export const pipelineProducts: readonly PipelineProduct[] = [
  'github-actions',
  'gitlab-ci',
  'jenkins',
  'circleci',
  'azure-pipelines',
];

/** The name that its makers give it. */
export const productTitles: Readonly<Record<PipelineProduct, string>> = {
  'github-actions': 'GitHub Actions',
  'gitlab-ci': 'GitLab CI/CD',
  jenkins: 'Jenkins',
  circleci: 'CircleCI',
  'azure-pipelines': 'Azure Pipelines',
};

export const usualProduct: PipelineProduct = 'github-actions';

/** The products that the services of a project name, each once; the usual one where none is named. */
export function productsOf({ services }: Project): readonly PipelineProduct[] {
  return [...new Set(services.map(({ automation }) => automation.pipeline ?? usualProduct))];
}
