/** https://external-secrets.io/latest/api/secretstore/ */
import type { Text } from '../../../model/traced.ts';
import { type Backend, backendOf, storeName, vaultMount } from '../shared/secrets/store.ts';
import { Noted, YamlEntries, type YamlNode, type YamlObject } from '../shared/yaml.ts';
import { projectOf, vaultAddress, vaultUrl } from './addresses.ts';
import type { SecretPlace } from './place.ts';

/** The store of one namespace, and the account that reads it: it sees what the service may see, and nothing else. */
export function storeObjects(place: SecretPlace): readonly YamlNode[] {
  const { service, reader } = place;
  const backend = backendOf(service);
  const provider = providers[backend.value]?.(place);
  if (!provider) return [];
  const comment = identities[backend.value];
  const account: YamlObject = { apiVersion: 'v1', kind: 'ServiceAccount' };
  return [
    {
      ...account,
      metadata: comment ? new Noted(metadata(place, reader), { above: [comment] }) : metadata(place, reader),
      automountServiceAccountToken: false,
    },
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'SecretStore',
      metadata: metadata(place, storeName(service)),
      spec: { provider: new YamlEntries([[backend.map(() => provider.key), provider.node]]) },
    },
  ];
}

const metadata = ({ service, namespace }: SecretPlace, name: Text): YamlObject => ({
  name,
  namespace,
  labels: { 'app.kubernetes.io/name': service.name, 'app.kubernetes.io/managed-by': 'devops-flow' },
});

/** What only the account of the cloud knows is added by the script. */
const identities: Partial<Record<Backend, string>> = {
  aws: 'secrets.sh setup adds the annotation eks.amazonaws.com/role-arn.',
  azure: 'secrets.sh setup adds the annotation azure.workload.identity/client-id.',
};

interface Provider {
  /** As External Secrets calls it. */
  readonly key: string;
  readonly node: YamlNode;
}

const providers: Partial<Record<Backend, (place: SecretPlace) => Provider>> = {
  aws: ({ reader, region }) => ({
    key: 'aws',
    node: {
      service: 'SecretsManager',
      region,
      auth: { jwt: { serviceAccountRef: { name: reader } } },
    },
  }),
  vault: ({ service, namespace, reader }) => ({
    key: 'vault',
    node: {
      server: vaultAddress(service),
      path: vaultMount(service),
      version: 'v2',
      auth: {
        kubernetes: { mountPath: 'kubernetes', role: namespace, serviceAccountRef: { name: reader } },
      },
    },
  }),
  gcp: ({ service, reader }) => ({
    key: 'gcpsm',
    node: {
      projectID: projectOf(service),
      auth: { workloadIdentity: { serviceAccountRef: { name: reader } } },
    },
  }),
  azure: ({ service, reader }) => ({
    key: 'azurekv',
    node: {
      authType: 'WorkloadIdentity',
      vaultUrl: vaultUrl(service),
      serviceAccountRef: { name: reader },
    },
  }),
};
