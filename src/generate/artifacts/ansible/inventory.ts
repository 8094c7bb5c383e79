import { text } from '../../../model/traced.ts';
import { isServing, type ServiceView } from '../../../model/views.ts';
import type { EnvironmentView } from '../shared/environments.ts';
import { Noted, YamlEntries, type YamlNode } from '../shared/yaml.ts';

/** The hosts of an environment by the names that its replicas get; whoever has other names writes them here. */
export function inventory(service: ServiceView, environment: EnvironmentView): YamlNode {
  const { name, replicas } = environment;
  const stem = text`${service.name}-${name}`;
  const hosts = Array.from({ length: Math.max(1, replicas.value) }, (_, i) => [
    replicas.map(() => `${stem.value}-${i + 1}`),
    {},
  ]) satisfies ConstructorParameters<typeof YamlEntries>[0];
  return {
    all: {
      vars: { target_env: name },
      children: {
        app: new Noted({ hosts: new YamlEntries(hosts) }, { above: ['What runs the service.'] }),
        balancer: isServing(service)
          ? new Noted(
              { hosts: new YamlEntries([[text`${stem}-balancer`, {}]]) },
              { above: ['What stands in front of it.'] },
            )
          : undefined,
      },
    },
  };
}
