import { goTemplate } from '../../shared/placeholders.ts';
import { type FilledText, isEmpty, type StoredValue, secretPlan } from '../../shared/secrets/plan.ts';
import { backendOf, secretName, storeName } from '../../shared/secrets/store.ts';
import { Slot, type YamlNode } from '../../shared/yaml.ts';
import { entries, metadata, names } from './facts.ts';
import type { PlacedService } from './placed.ts';

/**
 * Sensitive values come from the secret store named by the documents; none is ever in a file. What a resource gives is
 * looked up there below the name of the resource, and put into the texts that ask for it. Values that are kept in files
 * of SOPS make the Secret themselves.
 */
export function externalSecret(service: PlacedService): YamlNode | undefined {
  const plan = secretPlan(service);
  if (isEmpty(plan) || backendOf(service).value === 'sops') return undefined;
  return {
    apiVersion: 'external-secrets.io/v1',
    kind: 'ExternalSecret',
    metadata: metadata(service, names(service).secrets),
    spec: {
      refreshInterval: new Slot(['secretStore', 'refreshInterval'], '1h'),
      secretStoreRef: {
        // Of the namespace: what it may read is what the service may read.
        kind: new Slot(['secretStore', 'kind'], 'SecretStore'),
        name: new Slot(['secretStore', 'name'], storeName(service)),
      },
      target: { name: names(service).secrets, creationPolicy: 'Owner', template: template(plan.texts) },
      data: plan.values.map(value => remote(service, value)),
    },
  };
}

function template(texts: readonly FilledText[]): YamlNode | undefined {
  if (texts.length === 0) return undefined;
  return {
    engineVersion: 'v2',
    mergePolicy: 'Merge',
    data: entries(texts.map(({ key, text }) => [key, text.map(goTemplate)])),
  };
}

function remote(service: PlacedService, { key, resource, property }: StoredValue): YamlNode {
  const { environment, isProduction } = service.placement;
  const name = secretName(service, environment, isProduction, resource);
  const path = resource === undefined ? ['secretStore', 'key'] : ['secretStore', 'resourceKeys', resource];
  return { secretKey: key, remoteRef: { key: new Slot(path, name), property } };
}
