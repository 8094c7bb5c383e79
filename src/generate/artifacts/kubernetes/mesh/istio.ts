/** https://istio.io/latest/docs/reference/config/ */
import { type Text, text } from '../../../../model/traced.ts';
import { isServing } from '../../../../model/views.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { metadata, names, selector } from '../objects/facts.ts';
import { hostOf } from '../objects/gateway.ts';
import type { Surroundings } from '../objects/network.ts';
import type { PlacedService } from '../objects/placed.ts';
import { type Callers, callersOf } from './callers.ts';
import { joining, toControlPlane } from './joining.ts';

/** The name by which callers in the cluster ask for the service. */
export const internalHost = ({ name, placement }: PlacedService): Text =>
  text`${name}.${placement.namespace}.svc.cluster.local`;

/** How proxies connect to it; a pod that fails is left alone for a while. */
export const destinationRule = (service: PlacedService): YamlObject => ({
  apiVersion: 'networking.istio.io/v1',
  kind: 'DestinationRule',
  metadata: metadata(service, service.name),
  spec: {
    host: internalHost(service),
    trafficPolicy: {
      tls: { mode: 'ISTIO_MUTUAL' },
      outlierDetection: {
        consecutive5xxErrors: 5,
        interval: '10s',
        baseEjectionTime: '30s',
        maxEjectionPercent: 50,
      },
    },
  },
});

/** Tried again is only what never reached the service: nothing is done twice. */
export const retries: YamlObject = {
  attempts: 2,
  perTryTimeout: '2s',
  retryOn: 'connect-failure,refused-stream',
};

export function virtualService(service: PlacedService): YamlObject {
  const host = internalHost(service);
  const outside = hostOf(service);
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: metadata(service, service.name),
    spec: {
      hosts: outside ? [host, outside] : [host],
      gateways: outside ? ['mesh', service.name] : undefined,
      http: [{ route: [{ destination: { host } }], retries }],
    },
  };
}

/** The door for requests from outside, with the certificate of the host. */
function gateway(service: PlacedService): YamlNode[] {
  const host = hostOf(service);
  if (!host) return [];
  const server = {
    port: { number: 443, name: 'https', protocol: 'HTTPS' },
    hosts: [host],
    tls: { mode: 'SIMPLE', minProtocolVersion: 'TLSV1_2', credentialName: names(service).certificate },
  };
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: metadata(service, service.name),
      spec: {
        selector: new Noted(
          { istio: 'ingressgateway' },
          {
            above: [
              'The pods of the ingress gateway of your mesh; the Secret with the certificate lies beside them.',
            ],
          },
        ),
        servers: [server],
      },
    },
  ];
}

/** The proxy fetches its certificate and its configuration from it. */
const istiod = { namespace: 'istio-system', ports: [15012] };

/** The files of a service in the mesh. */
export function istio(service: PlacedService, around: Surroundings): Record<string, readonly YamlNode[]> {
  return {
    kustomization: [component(isServing(service))],
    'peer-authentication': [peerAuthentication(service)],
    ...(isServing(service)
      ? {
          'authorization-policy': [authorization(service, callersOf(service, around))],
          traffic: [destinationRule(service), virtualService(service), ...gateway(service)],
        }
      : {}),
    'network-policy': [toControlPlane(service, istiod)],
  };
}

/** The label by which the namespace joins the mesh. */
function component(serves: boolean): YamlNode {
  const join = [{ op: 'add', path: '/metadata/labels/istio-injection', value: 'enabled' }];
  const resources = ['network-policy.yaml', 'peer-authentication.yaml'];
  return joining(serves ? ['authorization-policy.yaml', ...resources, 'traffic.yaml'] : resources, join);
}

const peerAuthentication = (service: PlacedService): YamlNode => ({
  apiVersion: 'security.istio.io/v1',
  kind: 'PeerAuthentication',
  metadata: metadata(service, service.name),
  spec: { selector: { matchLabels: selector(service) }, mtls: { mode: 'STRICT' } },
});

const principal = (namespace: Text, account: Text): Text => text`cluster.local/ns/${namespace}/sa/${account}`;

const from = (source: YamlObject, to?: YamlObject): YamlNode => ({
  from: [{ source }],
  to: to && [{ operation: to }],
});

/** A policy without a rule lets nobody in. */
function authorization(service: PlacedService, callers: Callers): YamlNode {
  const { accounts, namespaces, isPublic, metrics } = callers;
  const principals = [
    ...accounts.map(({ namespace, account }) => principal(namespace, account)),
    ...(isPublic ? [ingressGateway] : []),
  ];
  const rules = [
    ...(principals.length > 0 ? [from({ principals })] : []),
    ...(namespaces.length > 0 ? [from({ namespaces })] : []),
    ...(metrics
      ? [from({ namespaces: [metrics.namespace] }, { methods: ['GET'], paths: [metrics.path] })]
      : []),
  ];
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: metadata(service, service.name),
    spec: {
      selector: { matchLabels: selector(service) },
      action: 'ALLOW',
      rules: rules.length > 0 ? rules : undefined,
    },
  };
}

const ingressGateway = new Noted('cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account', {
  above: ['The account of the ingress gateway as istioctl installs it.'],
});
