/** Places for values that nobody may see. */
import * as pulumi from '@pulumi/pulumi';
import { Secrets } from './components/secrets';
import { config, type Named, type ServiceConfig } from './config';
import { keyArn, name } from './foundation';
import { named } from './named';

export const secrets = new Secrets(name, {
  names: [...config.services.values()].flatMap(({ secret }) => secret ?? []),
  keyArn,
});

/** Where ECS finds the value of each variable: a key of the one secret of the service. */
export const secretsOf = ({ secret, secrets: variables }: ServiceConfig): Named<pulumi.Input<string>>[] =>
  secret === undefined
    ? []
    : variables.map(variable => ({
        name: variable,
        value: pulumi.interpolate`${named(secrets.arns, secret)}:${variable}::`,
      }));
