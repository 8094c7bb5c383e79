/** https://linkerd.io/docs/reference/authorization-policy/ */
import { type Text, text } from '../../../../model/traced.ts';
import { isServing } from '../../../../model/views.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { metadata, selector } from '../objects/facts.ts';
import type { Surroundings } from '../objects/network.ts';
import type { PlacedService } from '../objects/placed.ts';
import { type Callers, callersOf } from './callers.ts';
import { joining, toControlPlane } from './joining.ts';

/** Identity, destinations and policies. */
const controlPlane = { namespace: 'linkerd', ports: [8080, 8086, 8090] };

/** The files of a service in the mesh. */
export function linkerd(service: PlacedService, around: Surroundings): Record<string, readonly YamlNode[]> {
  const callers = callersOf(service, around);
  return {
    ...(isServing(service) ? { authorization: authorization(service, callers) } : {}),
    kustomization: [component(isServing(service))],
    'network-policy': [toControlPlane(service, controlPlane)],
  };
}

/** Pods of the namespace get a proxy, and one that no policy knows is asked by nobody. */
function component(serves: boolean): YamlNode {
  const join = {
    apiVersion: 'v1',
    kind: 'Namespace',
    // The target says which one is meant; a patch has to have some name.
    metadata: {
      name: 'any',
      annotations: {
        'linkerd.io/inject': 'enabled',
        'config.linkerd.io/default-inbound-policy': 'deny',
      },
    },
  };
  return joining([...(serves ? ['authorization.yaml'] : []), 'network-policy.yaml'], join);
}

/** The port, whoever may ask on it, and the rule that brings both together. Probes of the kubelet are let in by Linkerd. */
function authorization(service: PlacedService, callers: Callers): YamlNode[] {
  const { name, port } = service;
  const server: YamlObject = {
    apiVersion: 'policy.linkerd.io/v1beta3',
    kind: 'Server',
    metadata: metadata(service, name),
    spec: {
      podSelector: { matchLabels: selector(service) },
      port,
      proxyProtocol: 'HTTP/1',
      accessPolicy: 'deny',
    },
  };
  const identities = identitiesOf(callers);
  if (identities.length === 0) return [server];
  const authentication = text`${name}-callers`;
  return [
    server,
    {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'MeshTLSAuthentication',
      metadata: metadata(service, authentication),
      spec: { identities },
    },
    {
      apiVersion: 'policy.linkerd.io/v1alpha1',
      kind: 'AuthorizationPolicy',
      metadata: metadata(service, authentication),
      spec: {
        targetRef: { group: 'policy.linkerd.io', kind: 'Server', name },
        requiredAuthenticationRefs: [
          { group: 'policy.linkerd.io', kind: 'MeshTLSAuthentication', name: authentication },
        ],
      },
    },
  ];
}

const everyAccount = (namespace: Text): Text =>
  text`*.${namespace}.serviceaccount.identity.linkerd.cluster.local`;

function identitiesOf({ accounts, namespaces, isPublic, metrics }: Callers): readonly Text[] {
  return [
    ...accounts.map(
      ({ namespace, account }) => text`${account}.${namespace}.serviceaccount.identity.linkerd.cluster.local`,
    ),
    ...namespaces.map(everyAccount),
    ...(isPublic ? [everyAccount('ingress-nginx')] : []),
    ...(metrics ? [everyAccount(metrics.namespace)] : []),
  ];
}
