/** Strategies that a controller in the cluster carries out: Argo Rollouts and Flagger. */
import { plain, type Text, text } from '../../../../model/traced.ts';
import { httpPortName, offeredPorts } from '../../shared/ports.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { withValues } from '../objects/edit.ts';
import { metadata } from '../objects/facts.ts';
import type { PlacedService } from '../objects/placed.ts';
import { autoscaler } from '../objects/scaling.ts';
import { bakeTime, errorLimit, errorQuery } from './analysis.ts';
import { serviceOf } from './copies.ts';
import type { Case, Way } from './strategy.ts';

export type Controlled = 'blue-green' | 'canary';

const prometheus = 'http://prometheus.monitoring.svc.cluster.local:9090';
const where = new Noted(prometheus, { above: ['Where Prometheus answers in your cluster.'] });

/** https://argo-rollouts.readthedocs.io/en/stable/features/specification/ */
export function argoRollouts({ service }: Case, strategy: Controlled): Way {
  const { name } = service;
  const preview = text`${name}-preview`;
  const rollout = {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: metadata(service, name),
    spec: {
      replicas: service.placement.environment?.replicas ?? 1,
      revisionHistoryLimit: 10,
      progressDeadlineSeconds: wholeSeconds(service.rollout.readySeconds).map(seconds => seconds + 120),
      progressDeadlineAbort: true,
      workloadRef: {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name,
        scaleDown: new Noted('onsuccess', {
          above: ['The Deployment keeps the template; its own pods leave once these serve.'],
        }),
      },
      strategy:
        strategy === 'canary' ? { canary: canarySteps(service) } : { blueGreen: switched(service, preview) },
    },
  };
  return {
    name: 'argo-rollouts',
    title: 'by Argo Rollouts',
    about: [
      'Needs the controller of Argo Rollouts, its kubectl plugin, and Prometheus for the analysis. It aborts by itself when the new version answers too many requests with errors.',
    ],
    files: {
      analysis: [analysisTemplate(service)],
      rollout: [
        rollout,
        ...(strategy === 'canary' ? [] : [serviceOf(service, preview, 'blue')]),
        scaled(service, { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name }),
      ],
    },
    steps: [
      {
        title: 'Hand the service over',
        commands: [
          'kubectl apply --server-side --filename analysis.yaml',
          'kubectl apply --server-side --force-conflicts --filename rollout.yaml',
          'kubectl argo rollouts --namespace "$NAMESPACE" status "$SERVICE" --timeout "${READY_SECONDS}s"',
        ],
      },
      {
        title: 'Replace the version',
        commands: [
          'kubectl --namespace "$NAMESPACE" set image "deployment/$SERVICE" "$SERVICE=$IMAGE"',
          'kubectl argo rollouts --namespace "$NAMESPACE" get rollout "$SERVICE" --watch',
        ],
      },
      {
        title: 'Promote where a person decides',
        commands: ['kubectl argo rollouts --namespace "$NAMESPACE" promote "$SERVICE"'],
      },
      {
        title: 'Undo',
        commands: [
          'kubectl argo rollouts --namespace "$NAMESPACE" abort "$SERVICE"',
          'kubectl --namespace "$NAMESPACE" rollout undo "deployment/$SERVICE"',
        ],
      },
    ],
  };
}

function switched(service: PlacedService, preview: Text): YamlObject {
  const judged = { templates: [{ templateName: text`${service.name}-errors` }], args: newPods };
  return {
    activeService: service.name,
    previewService: preview,
    autoPromotionEnabled: service.placement.environment?.approval.map(approval => !approval) ?? true,
    scaleDownDelaySeconds: wholeSeconds(service.rollout.rollbackWindowSeconds, 30),
    postPromotionAnalysis: judged,
  };
}

function canarySteps(service: PlacedService): YamlObject {
  const pause = { pause: { duration: wholeSeconds(bakeTime(service), 1).map(seconds => `${seconds}s`) } };
  return {
    maxSurge: '25%',
    maxUnavailable: 0,
    steps: [{ setWeight: 10 }, pause, { setWeight: 50 }, pause],
    analysis: { templates: [{ templateName: text`${service.name}-errors` }], startingStep: 1, args: newPods },
  };
}

const newPods: YamlNode = [{ name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } }];

/** Two measurements above the limit abort; Prometheus that cannot answer is an error, never a pass. */
function analysisTemplate(service: PlacedService): YamlNode {
  const limit = errorLimit(service);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: metadata(service, text`${service.name}-errors`),
    spec: {
      args: [{ name: 'hash' }],
      metrics: [
        {
          name: 'errors',
          interval: '30s',
          count: wholeSeconds(bakeTime(service), 1).map(seconds => Math.max(1, Math.ceil(seconds / 30))),
          failureLimit: 1,
          consecutiveErrorLimit: 4,
          successCondition: text`result[0] <= ${limit}`,
          provider: {
            prometheus: {
              address: where,
              query: errorQuery(service, 'rollouts_pod_template_hash="{{args.hash}}"'),
            },
          },
        },
      ],
    },
  };
}

/** The autoscaler with another target. */
const scaled = (service: PlacedService, target: YamlObject): YamlNode =>
  withValues(autoscaler(service), [
    [
      ['metadata', 'annotations', 'kube-score/ignore'],
      new Noted('horizontalpodautoscaler-has-target', {
        above: ['It knows the workloads of Kubernetes only; a Rollout can be scaled as well.'],
      }),
    ],
    [['spec', 'scaleTargetRef'], target],
  ]);

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
        ...(strategy === 'canary' ? { maxWeight: 50, stepWeight: 10 } : { iterations: iterations(service) }),
        metrics: [
          {
            name: 'errors',
            templateRef: { name: text`${name}-errors` },
            thresholdRange: { max: errorLimit(service) },
            interval: '1m',
          },
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
    files: { canary: [canary, metricTemplate(service)] },
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

const iterations = (service: PlacedService) =>
  wholeSeconds(bakeTime(service), 1).map(seconds => Math.max(1, Math.ceil(seconds / 30)));

function metricTemplate(service: PlacedService): YamlNode {
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'MetricTemplate',
    metadata: metadata(service, text`${service.name}-errors`),
    spec: {
      provider: { type: 'prometheus', address: where },
      query: errorQuery(service, 'pod=~"{{ target }}-[0-9a-zA-Z]+(-[0-9a-zA-Z]+)"'),
    },
  };
}
