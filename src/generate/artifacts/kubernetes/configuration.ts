import { plain } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import type { YamlNode } from '../shared/yaml.ts';
import { entries, fact, label, metadata, names, requirement, variables } from './facts.ts';

/** Defaults of what is not secret. */
export function configMap(service: ServiceView): YamlNode | undefined {
  const { settings } = variables(service);
  if (settings.length === 0) return undefined;
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: metadata(service, names(service).settings),
    data: entries(settings.map(({ name, default: value }) => [name, value ?? ''])),
  };
}

/** Sensitive variables come from the secret store named by the documents; no value is ever in a file. */
export function externalSecret(service: ServiceView): YamlNode | undefined {
  const { sensitive } = variables(service);
  if (sensitive.length === 0) return undefined;
  const store = requirement(service, /secret/i);
  const key = fact(store?.verification, 'path') ?? service.name;
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(service, names(service).secrets),
    spec: {
      refreshInterval: '1h',
      secretStoreRef: { kind: 'ClusterSecretStore', name: label(store?.tool ?? 'secret-store') },
      target: { name: names(service).secrets, creationPolicy: 'Owner' },
      data: sensitive.map(({ name }) => ({ secretKey: name, remoteRef: { key, property: name } })),
    },
  };
}

/** Environment of the container; `envFrom` would take whatever else is in the objects. */
export function environment(service: ServiceView): YamlNode[] {
  const { settings, open, sensitive } = variables(service);
  const { settings: settingsName, environment: environmentName, secrets } = names(service);
  const own = [
    ...(service.port ? [{ name: 'PORT', value: service.port.map(String) }] : []),
    ...service.volumes
      .filter(volume => plain(volume.variable) !== 'PORT')
      .map(volume => ({ name: volume.variable, value: volume.path })),
  ];
  const from = (kind: string, name: YamlNode) => (variable: (typeof settings)[number]) => ({
    name: variable.name,
    valueFrom: { [kind]: { name, key: variable.name } },
  });
  return [
    ...own,
    ...settings.map(from('configMapKeyRef', settingsName)),
    ...open.map(from('configMapKeyRef', environmentName)),
    ...sensitive.map(from('secretKeyRef', secrets)),
  ];
}
