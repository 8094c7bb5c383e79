import { plain, type Text, text } from '../../../../model/traced.ts';
import { httpPortName, offeredPorts } from '../../shared/ports.ts';
import { Slot, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { destinationRule, internalHost, retries, virtualService } from '../mesh/istio.ts';
import { withValues } from '../objects/edit.ts';
import { metadata, selector } from '../objects/facts.ts';
import { hostOf, httpRoute } from '../objects/gateway.ts';
import type { PlacedService } from '../objects/placed.ts';
import { ingress } from '../objects/service.ts';
import { copyOf, serviceOf } from './copies.ts';
import type { Case, Step, Way } from './strategy.ts';

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

const start = (...more: readonly string[]): Step => ({
  title: 'Start the new version beside the old one',
  commands: [
    'kubectl set image --local --filename canary.yaml "$SERVICE=$IMAGE" --output yaml | kubectl apply --server-side --filename -',
    ...more,
    'kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE-canary" --timeout "${READY_SECONDS}s"',
  ],
});

/** The stable pods get the new version while the canary still serves: never fewer pods than before. */
const promote: readonly string[] = [
  'kubectl --namespace "$NAMESPACE" set image "deployment/$SERVICE" "$SERVICE=$IMAGE"',
  'kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE" --timeout "${READY_SECONDS}s"',
];

const removed = 'kubectl --namespace "$NAMESPACE" delete deployment "$SERVICE-canary"';

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

const splitRoute = (weight: number): string =>
  `kubectl --namespace "$NAMESPACE" patch httproute "$SERVICE" --type json --patch '[{"op": "replace", "path": "/spec/rules/0/backendRefs/0/weight", "value": ${100 - weight}}, {"op": "replace", "path": "/spec/rules/0/backendRefs/1/weight", "value": ${weight}}]'`;

/** https://gateway-api.sigs.k8s.io/guides/traffic-splitting/ */
function byGateway(service: PlacedService, port: YamlNode): Way {
  const route = httpRoute(service) ?? plainRoute(service);
  const backends = [
    { name: service.name, port, weight: 90 },
    { name: canaryName(service), port, weight: 10 },
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
      {
        title: 'Send it 10 % of the requests',
        commands: ['kubectl apply --server-side --filename httproute.yaml'],
      },
      { title: 'A larger share', commands: [splitRoute(50)] },
      { title: 'Promote', commands: [...promote, splitRoute(0), removed] },
      { title: 'Undo', commands: [splitRoute(0), removed] },
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

const subset = (slot: string): YamlObject => ({ name: slot, labels: { slot } });

const splitMesh = (weight: number): string =>
  `kubectl --namespace "$NAMESPACE" patch virtualservice "$SERVICE" --type json --patch '[{"op": "replace", "path": "/spec/http/0/route/0/weight", "value": ${100 - weight}}, {"op": "replace", "path": "/spec/http/0/route/1/weight", "value": ${weight}}]'`;

/** https://istio.io/latest/docs/tasks/traffic-management/traffic-shifting/ */
function byMesh(service: PlacedService, port: YamlNode): Way {
  const host = internalHost(service);
  const to = (subset: string, weight: number) => ({
    destination: { host, subset, port: { number: port } },
    weight,
  });
  return {
    name: 'istio',
    title: 'by weights of Istio',
    about: [
      'Needs Istio, and its proxy beside the callers. The Service selects both slots; the mesh decides by weight which of them a request goes to.',
    ],
    files: {
      canary: [copyOf(service, 'canary', 1)],
      traffic: [
        withValues(destinationRule(service), [
          [
            ['spec', 'subsets'],
            [subset('blue'), subset('canary')],
          ],
        ]),
        withValues(virtualService(service), [
          [['spec', 'http'], [{ route: [to('blue', 90), to('canary', 10)], retries }]],
        ]),
      ],
      service: [
        withValues(serviceOf(service, service.name, 'blue'), [[['spec', 'selector'], selector(service)]]),
      ],
    },
    steps: [
      start(),
      {
        title: 'Send it 10 % of the requests',
        commands: [
          'kubectl apply --server-side --filename traffic.yaml',
          'kubectl apply --server-side --force-conflicts --filename service.yaml',
        ],
      },
      { title: 'A larger share', commands: [splitMesh(50)] },
      { title: 'Promote', commands: [...promote, splitMesh(0), removed] },
      { title: 'Undo', commands: [splitMesh(0), removed] },
    ],
  };
}

const weighIngress = (share: number): string =>
  `kubectl --namespace "$NAMESPACE" annotate ingress "$SERVICE-canary" nginx.ingress.kubernetes.io/canary-weight=${share} --overwrite`;

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#canary */
function byIngress(service: PlacedService): Way[] {
  const stable = ingress(service);
  if (!stable) return [];
  const annotations = {
    'nginx.ingress.kubernetes.io/canary': 'true',
    'nginx.ingress.kubernetes.io/canary-weight': '10',
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
        {
          title: 'Send it 10 % of the requests',
          commands: ['kubectl apply --server-side --filename ingress.yaml'],
        },
        { title: 'A larger share', commands: [weighIngress(50)] },
        { title: 'Promote', commands: [...promote, weighIngress(0), removed] },
        { title: 'Undo', commands: [weighIngress(0), removed] },
      ],
    },
  ];
}
