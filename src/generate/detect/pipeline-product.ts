import { type PipelineProduct, pipelineProducts } from '../../model/pipeline/product.ts';
import { type Candidate, choose, type Finding } from './finding.ts';
import { hostOf } from './git-remote.ts';
import type { Repository } from './repository.ts';
import { placeIn } from './search.ts';

/** Where each product looks for its pipelines. */
export const pipelineFiles: Readonly<Record<PipelineProduct, RegExp>> = {
  'github-actions': /^\.github\/workflows\/[^/]+\.ya?ml$/,
  'gitlab-ci': /^\.gitlab-ci\.yml$/,
  jenkins: /^Jenkinsfile$/,
  circleci: /^\.circleci\/config\.yml$/,
  'azure-pipelines': /^azure-pipelines\.ya?ml$/,
};

/** A company's own server is usually called after the product that it runs. */
const hosts: readonly (readonly [RegExp, PipelineProduct])[] = [
  [/^(?:ssh\.)?github\./, 'github-actions'],
  [/^(?:altssh\.)?gitlab\./, 'gitlab-ci'],
  [/^(?:ssh\.)?dev\.azure\.com$|\.visualstudio\.com$/, 'azure-pipelines'],
];

/** What runs the pipelines of a repository: by their files, else by what its host offers. */
export function pipelineProductOf(
  repository: Repository,
  remote: Candidate<string> | undefined,
): Finding<PipelineProduct> | undefined {
  const places = repository.outer ? [repository, repository.outer] : [repository];
  const byFile = places.flatMap(place => productsIn(place));
  return choose(byFile.length > 0 ? byFile : [remote && byHost(remote)]);
}

const productsIn = (repository: Repository): Candidate<PipelineProduct>[] =>
  pipelineProducts.flatMap(value => {
    const file = repository.files.find(path => pipelineFiles[value].test(path));
    return file === undefined ? [] : [{ value, found: placeIn(repository, file) }];
  });

function byHost({ value: address, found }: Candidate<string>): Candidate<PipelineProduct> | undefined {
  const [, value] = hosts.find(([pattern]) => pattern.test(hostOf(address))) ?? [];
  return value && { value, found };
}
