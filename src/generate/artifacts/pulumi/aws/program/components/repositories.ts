import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface RepositoriesArgs {
  names: string[];
  keyArn: pulumi.Input<string>;
}

/** An image is built once and goes through all environments: it belongs to none of them. */
export class Repositories extends pulumi.ComponentResource {
  /** Where each image is pushed, by the name of its repository. */
  readonly urls: Record<string, pulumi.Output<string>>;

  constructor(name: string, { names, keyArn }: RepositoriesArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Repositories', name, {}, options);
    this.urls = Object.fromEntries(
      [...new Set(names)].map(repository => [repository, this.repository(repository, keyArn)]),
    );
    this.registerOutputs();
  }

  private repository(name: string, keyArn: pulumi.Input<string>): pulumi.Output<string> {
    const repository = new aws.ecr.Repository(
      name,
      {
        name,
        imageTagMutability: 'IMMUTABLE',
        imageScanningConfiguration: { scanOnPush: true },
        encryptionConfigurations: [{ encryptionType: 'KMS', kmsKey: keyArn }],
      },
      { parent: this, protect: true },
    );
    new aws.ecr.LifecyclePolicy(
      name,
      { repository: repository.name, policy: { rules: [unfinished, oldest] } },
      { parent: this },
    );
    return repository.repositoryUrl;
  }
}

const unfinished: aws.types.input.ecr.LifecyclePolicyRule = {
  rulePriority: 1,
  description: 'What has no tag was never finished',
  selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 7 },
  action: { type: 'expire' },
};

const oldest: aws.types.input.ecr.LifecyclePolicyRule = {
  rulePriority: 2,
  description: 'A rollback goes back a hundred versions at most',
  selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 },
  action: { type: 'expire' },
};
