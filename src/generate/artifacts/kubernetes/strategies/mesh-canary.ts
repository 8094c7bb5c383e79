import { type Text, type Traced, text } from '../../../../model/traced.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { destinationRule, internalHost, retries, virtualService } from '../mesh/istio.ts';
import { withValues } from '../objects/edit.ts';
import { selector } from '../objects/facts.ts';
import type { PlacedService } from '../objects/placed.ts';
import { promote, removed, start } from './canary-steps.ts';
import { copyOf, serviceOf } from './copies.ts';
import type { Way } from './strategy.ts';
import { copies, firstShare, nothing, rest, shifts } from './weights.ts';

const subset = (slot: string): YamlObject => ({ name: slot, labels: { slot } });

const splitMesh = (weight: Traced<number>): Text =>
  text`kubectl --namespace "$NAMESPACE" patch virtualservice "$SERVICE" --type json --patch '[{"op": "replace", "path": "/spec/http/0/route/0/weight", "value": ${rest(weight)}}, {"op": "replace", "path": "/spec/http/0/route/1/weight", "value": ${weight}}]'`;

const select = 'kubectl apply --server-side --force-conflicts --filename service.yaml';

/** https://istio.io/latest/docs/tasks/traffic-management/traffic-shifting/ and …/mirroring/ */
export function byMesh(service: PlacedService, port: YamlNode): Way {
  const copied = copies(service);
  return {
    name: 'istio',
    title: 'by weights of Istio',
    about: [
      'Needs Istio, and its proxy beside the callers. The Service selects both slots; the mesh decides by weight which of them a request goes to.',
    ],
    files: {
      canary: [copyOf(service, 'canary', 1)],
      ...(copied ? { mirror: split(service, port, nothing, copied) } : {}),
      traffic: split(service, port, firstShare(service)),
      service: [
        withValues(serviceOf(service, service.name, 'blue'), [[['spec', 'selector'], selector(service)]]),
      ],
    },
    steps: [
      start(),
      ...(copied
        ? [
            {
              title: text`Copy ${copied} % of the requests to it; its answers are dropped`,
              commands: ['kubectl apply --server-side --filename mirror.yaml', select],
            },
          ]
        : []),
      ...shifts(service, ['kubectl apply --server-side --filename traffic.yaml', select], splitMesh),
      { title: 'Promote', commands: [...promote, splitMesh(nothing), removed] },
      { title: 'Undo', commands: [splitMesh(nothing), removed] },
    ],
  };
}

/** The two subsets, and which share of the requests the canary gets, and which share of copies. */
function split(
  service: PlacedService,
  port: YamlNode,
  share: Traced<number>,
  copied?: Traced<number>,
): readonly YamlNode[] {
  const at = (slot: string) => ({ host: internalHost(service), subset: slot, port: { number: port } });
  const route = [
    { destination: at('blue'), weight: rest(share) },
    { destination: at('canary'), weight: share },
  ];
  const mirror = copied ? { mirror: at('canary'), mirrorPercentage: { value: copied } } : {};
  return [
    withValues(destinationRule(service), [
      [
        ['spec', 'subsets'],
        [subset('blue'), subset('canary')],
      ],
    ]),
    withValues(virtualService(service), [[['spec', 'http'], [{ route, ...mirror, retries }]]]),
  ];
}
