import { plain, type Text, text } from '../../../../model/traced.ts';
import { httpPortName, offeredPorts } from '../../shared/ports.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import type { YamlNode, YamlObject } from '../../shared/yaml.ts';
import { metadata } from '../objects/facts.ts';
import type { PlacedService } from '../objects/placed.ts';
import { errorLimit, errorQuery, looks, prometheus } from './analysis.ts';
import type { Case, Controlled, Way } from './strategy.ts';
import { copies } from './weights.ts';

/** https://docs.flagger.app/usage/deployment-strategies */
export function flagger({ service }: Case, strategy: Controlled): Way {
  const { name } = service;
  const port = offeredPorts(service).find(
    offered => plain(offered.name) === plain(httpPortName(service) ?? ''),
  );
  const canary = {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: metadata(service, name),
    spec: {
      provider: strategy === 'canary' ? 'istio' : 'kubernetes',
      targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      autoscalerRef: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', name },
      progressDeadlineSeconds: wholeSeconds(service.rollout.readySeconds).map(seconds => seconds + 120),
      service: { port: port?.port ?? 80, targetPort: port?.target ?? 80, portName: port?.name ?? 'http' },
      analysis: {
        interval: '30s',
        threshold: 2,
        ...(strategy === 'canary' ? shares(service) : { iterations: looks(service) }),
        metrics: [
          judged(service, 'errors', { max: errorLimit(service) }),
          ...service.rollout.queries.map(({ name, min, max }) =>
            judged(service, text`query-${name}`, { min, max }),
          ),
        ],
      },
    },
  };
  return {
    name: 'flagger',
    title: 'by Flagger',
    about: [
      strategy === 'canary'
        ? 'Needs the controller of Flagger, Istio, and Prometheus. Flagger makes the Services and the primary copy itself, and goes back by itself.'
        : 'Needs the controller of Flagger, and Prometheus. Flagger makes the Services and the primary copy itself, and goes back by itself.',
    ],
    files: { canary: [canary, ...metricTemplates(service)] },
    steps: [
      {
        title: 'Hand the service over',
        commands: [
          'kubectl apply --server-side --filename canary.yaml',
          'kubectl --namespace "$NAMESPACE" wait "canary/$SERVICE" --for condition=promoted --timeout "${READY_SECONDS}s"',
        ],
      },
      {
        title: 'Replace the version',
        commands: [
          'kubectl --namespace "$NAMESPACE" set image "deployment/$SERVICE" "$SERVICE=$IMAGE"',
          'kubectl --namespace "$NAMESPACE" describe canary "$SERVICE"',
        ],
      },
      {
        title: 'Undo: the analysis of the version before promotes it again',
        commands: ['kubectl --namespace "$NAMESPACE" rollout undo "deployment/$SERVICE"'],
      },
    ],
  };
}

/** Who gets the new version, and who stays with it. */
function shares(service: PlacedService): YamlObject {
  const { steps, sticky } = service.rollout;
  // Flagger takes whole percent, and none for all.
  const mirrorWeight = copies(service)?.map(share => Math.max(1, Math.round(share)));
  return {
    stepWeights: steps.map(({ weight }) => weight),
    ...(mirrorWeight ? { mirror: true, mirrorWeight } : {}),
    ...(sticky?.cookie ? { sessionAffinity: { cookieName: sticky.cookie } } : {}),
  };
}

const judged = ({ name }: PlacedService, metric: Text, range: YamlObject): YamlNode => ({
  name: metric,
  templateRef: { name: text`${name}-${metric}` },
  thresholdRange: range,
  interval: '1m',
});

function metricTemplates(service: PlacedService): readonly YamlNode[] {
  const errors = errorQuery(service, 'pod=~"{{ target }}-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)"');
  return [
    metricTemplate(service, 'errors', errors),
    ...service.rollout.queries.map(({ name, expression }) =>
      metricTemplate(service, text`query-${name}`, expression),
    ),
  ];
}

const metricTemplate = (service: PlacedService, metric: Text, query: Text): YamlNode => ({
  apiVersion: 'flagger.app/v1beta1',
  kind: 'MetricTemplate',
  metadata: metadata(service, text`${service.name}-${metric}`),
  spec: { provider: { type: 'prometheus', address: prometheus(service) }, query },
});
