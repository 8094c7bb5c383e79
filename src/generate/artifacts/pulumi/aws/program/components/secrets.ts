import * as aws from '@pulumi/aws';
import * as pulumi from '@pulumi/pulumi';

export interface SecretsArgs {
  names: string[];
  keyArn: pulumi.Input<string>;
}

/** Places for secrets. Their values are put there by a person or by rotation, never by Pulumi, whose state would keep them. */
export class Secrets extends pulumi.ComponentResource {
  readonly arns: ReadonlyMap<string, pulumi.Output<string>>;

  constructor(name: string, args: SecretsArgs, options?: pulumi.ComponentResourceOptions) {
    super('stack:Secrets', name, {}, options);
    this.arns = new Map(
      [...new Set(args.names)].map(secret => [
        secret,
        new aws.secretsmanager.Secret(
          secret,
          {
            name: secret,
            description: `Values that services of ${name} read, as one JSON object`,
            kmsKeyId: args.keyArn,
            recoveryWindowInDays: 30,
          },
          { parent: this },
        ).arn,
      ]),
    );
    this.registerOutputs();
  }
}
