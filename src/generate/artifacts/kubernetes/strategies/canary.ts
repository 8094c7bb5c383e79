import { plain, type Text, type Traced, text } from '../../../../model/traced.ts';
import { httpPortName, offeredPorts } from '../../shared/ports.ts';
import { Slot, type YamlNode } from '../../shared/yaml.ts';
import { withValues } from '../objects/edit.ts';
import { metadata } from '../objects/facts.ts';
import { hostOf, httpRoute } from '../objects/gateway.ts';
import type { PlacedService } from '../objects/placed.ts';
import { ingress } from '../objects/service.ts';
import { promote, removed, start } from './canary-steps.ts';
import { copyOf, serviceOf } from './copies.ts';
import { byMesh } from './mesh-canary.ts';
import type { Case, Way } from './strategy.ts';
import { firstShare, nothing, rest, shifts } from './weights.ts';

/** The ways of sending a part of the requests to the new version; those that ask for a host where there is one. */
export function canaries(given: Case): Way[] {
  const { service } = given;
  const port = httpPort(service);
  return [
    byReplicas(given),
    ...(port === undefined ? [] : [byMesh(service, port)]),
    ...(port === undefined || !hostOf(service) ? [] : [byGateway(service, port)]),
    ...byIngress(service),
  ];
}

function httpPort(service: PlacedService) {
  const name = httpPortName(service);
  return offeredPorts(service).find(offered => name !== undefined && plain(offered.name) === plain(name))
    ?.port;
}

function byReplicas({ service }: Case): Way {
  const widen = `kubectl --namespace "$NAMESPACE" patch service "$SERVICE" --type json --patch '[{"op": "remove", "path": "/spec/selector/slot"}]'`;
  const narrow = `kubectl --namespace "$NAMESPACE" patch service "$SERVICE" --patch '{"spec": {"selector": {"slot": "blue"}}}'`;
  return {
    name: 'replicas',
    title: 'by the number of pods',
    about: [
      'Needs nothing but Kubernetes. While the Service selects both slots, the canary gets its share of the pods: one beside four is a fifth of new connections.',
    ],
    files: { canary: [copyOf(service, 'canary', 1)] },
    steps: [
      start(),
      { title: 'Let it take its share', commands: [widen] },
      {
        title: 'A larger share',
        commands: ['kubectl --namespace "$NAMESPACE" scale "deployment/$SERVICE-canary" --replicas 2'],
      },
      { title: 'Promote', commands: [...promote, narrow, removed] },
      { title: 'Undo: nobody is sent to it any more, then it leaves', commands: [narrow, removed] },
    ],
  };
}

const canaryName = ({ name }: PlacedService): Text => text`${name}-canary`;

const splitRoute = (weight: Traced<number>): Text =>
  text`kubectl --namespace "$NAMESPACE" patch httproute "$SERVICE" --type json --patch '[{"op": "replace", "path": "/spec/rules/0/backendRefs/0/weight", "value": ${rest(weight)}}, {"op": "replace", "path": "/spec/rules/0/backendRefs/1/weight", "value": ${weight}}]'`;

/** https://gateway-api.sigs.k8s.io/guides/traffic-splitting/ */
function byGateway(service: PlacedService, port: YamlNode): Way {
  const route = httpRoute(service) ?? plainRoute(service);
  const share = firstShare(service);
  const backends = [
    { name: service.name, port, weight: rest(share) },
    { name: canaryName(service), port, weight: share },
  ];
  return {
    name: 'gateway-api',
    title: 'by weights of the Gateway API',
    about: [
      'Needs a Gateway of the Gateway API. The weights are shares of requests, whatever the number of pods.',
    ],
    files: {
      canary: [copyOf(service, 'canary', 1), serviceOf(service, canaryName(service), 'canary')],
      httproute: [
        withValues(route, [[['spec', 'rules'], [{ matches: matches(service), backendRefs: backends }]]]),
      ],
    },
    steps: [
      start(),
      ...shifts(service, ['kubectl apply --server-side --filename httproute.yaml'], splitRoute),
      { title: 'Promote', commands: [...promote, splitRoute(nothing), removed] },
      { title: 'Undo', commands: [splitRoute(nothing), removed] },
    ],
  };
}

const matches = ({ routing }: PlacedService): YamlNode => [
  { path: { type: 'PathPrefix', value: routing?.path ?? '/' } },
];

/** For a service whose documents ask for an Ingress. */
const plainRoute = (service: PlacedService): YamlNode => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: metadata(service, service.name),
  spec: {
    parentRefs: [{ name: new Slot(['httproute', 'gateway'], service.routing?.gateway ?? 'gateway') }],
    hostnames: [hostOf(service) ?? ''],
    rules: [],
  },
});

const weighIngress = (share: Traced<number>): Text =>
  text`kubectl --namespace "$NAMESPACE" annotate ingress "$SERVICE-canary" nginx.ingress.kubernetes.io/canary-weight=${share} --overwrite`;

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary */
function byIngress(service: PlacedService): Way[] {
  const stable = ingress(service);
  if (!stable) return [];
  const share = firstShare(service);
  const annotations = {
    'nginx.ingress.kubernetes.io/canary': 'true',
    'nginx.ingress.kubernetes.io/canary-weight': share.map(String),
  };
  const path = { path: service.routing?.path ?? '/', pathType: 'Prefix' };
  const backend = { service: { name: canaryName(service), port: { name: httpPortName(service) ?? 'http' } } };
  const own = withValues(stable, [
    [['metadata', 'name'], canaryName(service)],
    [['metadata', 'annotations'], annotations],
    [['spec', 'ingressClassName'], 'nginx'],
    [['spec', 'rules'], [{ host: hostOf(service) ?? '', http: { paths: [{ ...path, backend }] } }]],
  ]);
  return [
    {
      name: 'nginx-ingress',
      title: 'by an annotation of the NGINX Ingress controller',
      about: [
        'Needs the Ingress controller of NGINX. The weight is the share of requests that come through it.',
      ],
      files: {
        canary: [copyOf(service, 'canary', 1), serviceOf(service, canaryName(service), 'canary')],
        ingress: [own],
      },
      steps: [
        start(),
        ...shifts(service, ['kubectl apply --server-side --filename ingress.yaml'], weighIngress),
        { title: 'Promote', commands: [...promote, weighIngress(nothing), removed] },
        { title: 'Undo', commands: [weighIngress(nothing), removed] },
      ],
    },
  ];
}
