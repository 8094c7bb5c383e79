import { text } from '../../../../model/traced.ts';
import { isServing, type ResourceView, type ServiceView } from '../../../../model/views.ts';
import type { EnvironmentView } from '../../shared/environments.ts';
import { Noted, YamlEntries, type YamlNode } from '../../shared/yaml.ts';

/** The hosts of an environment by the names that its replicas get; whoever has other names writes them here. */
export function inventory(
  service: ServiceView,
  environment: EnvironmentView,
  database: ResourceView | undefined,
): YamlNode {
  const { name, replicas } = environment;
  const stem = text`${service.name}-${name}`;
  const hosts = Array.from(
    { length: Math.max(1, replicas.value) },
    (_, i) => [text`${stem}-${i + 1}`, {}] as const,
  );
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
        database: database
          ? new Noted(
              { hosts: new YamlEntries([[text`${stem}-database`, {}]]) },
              {
                above: [
                  text`From where ${database.type} is backed up: its own host, or one that reaches it.`,
                ],
              },
            )
          : undefined,
      },
    },
  };
}
