import { dockerfiles } from './containers/dockerfile.ts';
import type { Candidate } from './finding.ts';
import { pipelineFiles } from './pipeline-product.ts';
import { baseName, type Repository } from './repository.ts';
import { placeIn } from './search.ts';

/** A family of artifacts and the files of the team that do its work already: read and referred to, never written. */
export interface Yours {
  readonly family: string;
  readonly files: readonly string[];
}

const pipelines = [...Object.values(pipelineFiles), /^bitbucket-pipelines\.yml$/];
const manifests = /^(?:k8s|kubernetes|deploy\/k8s|deploy\/kubernetes|manifests)\/.+\.ya?ml$/;
const compose = /^(?:docker-)?compose(?:\.[\w-]+)?\.ya?ml$/;
const scripts = /^(.*\/)?(?:setup|install|deploy|rollback|health-check|cleanup)\.sh$/;

/** The team's own files by family; families without any are left out. */
export function yoursOf(repository: Repository): readonly Yours[] {
  const matching = (...patterns: readonly RegExp[]) =>
    repository.files.filter(file => patterns.some(pattern => pattern.test(file)));
  const ignore = repository.files.filter(file => baseName(file) === '.dockerignore' && !file.includes('/'));
  const images = dockerfiles(repository);
  const found: readonly Yours[] = [
    { family: 'docker', files: images.length === 0 ? ignore : [...images, ...ignore] },
    { family: 'compose', files: matching(compose) },
    { family: 'kubernetes', files: matching(manifests) },
    { family: 'pipelines', files: matching(...pipelines) },
  ];
  return found.filter(({ files }) => files.length > 0);
}

/**
 * The folder for generated scripts where the team has scripts of their names in `scripts`. Theirs take other options
 * than the workflow gives, so they are no substitute, and are left alone.
 */
export function scriptsFolder(repository: Repository): Candidate<string> | undefined {
  const taken = (folder: string) => repository.files.find(file => scripts.exec(file)?.[1] === `${folder}/`);
  const theirs = taken('scripts');
  const free = ['deploy/scripts', 'delivery/scripts', 'devops/scripts'].find(folder => !taken(folder));
  return theirs && free ? { value: free, found: placeIn(repository, theirs) } : undefined;
}
