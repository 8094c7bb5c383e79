import type { YamlNode } from '../shared/yaml.ts';
import { declaredVariables } from './environment.ts';
import { entries, metadata, names } from './facts.ts';
import type { PlacedService } from './placed.ts';

/** Defaults of what is not secret. */
export function configMap(service: PlacedService): YamlNode | undefined {
  const { settings } = declaredVariables(service, service);
  if (settings.length === 0) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(service, names(service).settings),
    data: entries(settings.map(({ name, value }) => [name, value])),
  };
}
