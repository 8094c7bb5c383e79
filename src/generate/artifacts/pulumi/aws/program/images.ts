/** Images in the registry of the account; bootstrap/ makes their repositories. */
import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';
import { config, type ServiceConfig } from './config';
import { named } from './named';

export const repositories = new Map(
  [...config.services.values()].flatMap(({ repository }) =>
    repository === undefined
      ? []
      : [[repository, aws.ecr.getRepositoryOutput({ name: repository })] as const],
  ),
);

/** What an image is called by whoever pulls it. */
export function imageOf({ image, repository }: ServiceConfig): pulumi.Input<string> {
  if (repository === undefined) return image;
  return named(repositories, repository).repositoryUrl.apply(
    url => `${url.slice(0, url.length - repository.length)}${image}`,
  );
}
