import { combine, type Text, type Traced, text } from '../../../../model/traced.ts';
import { wholeSeconds } from '../../shared/seconds.ts';
import { Noted, type YamlNode, type YamlObject } from '../../shared/yaml.ts';
import { withValues } from '../objects/edit.ts';
import { metadata } from '../objects/facts.ts';
import type { PlacedService } from '../objects/placed.ts';
import { autoscaler } from '../objects/scaling.ts';
import { surge } from '../objects/surge.ts';
import { bakeTime, errorLimit, errorQuery, looks, prometheus } from './analysis.ts';
import { serviceOf } from './copies.ts';
import type { Case, Controlled, Way } from './strategy.ts';

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
    autoPromotionEnabled: promotesItself(service),
    scaleDownDelaySeconds: wholeSeconds(service.rollout.rollbackWindowSeconds, 30),
    postPromotionAnalysis: judged,
  };
}

/** A person may be asked by the environment, or by the service before the switch. */
function promotesItself({
  placement: { environment },
  rollout: { approveSwitch },
}: PlacedService): Traced<boolean> {
  const asks = [...(environment ? [environment.approval] : []), approveSwitch];
  const asking = asks.find(({ value }) => value);
  return asking ? asking.map(() => false) : combine(asks, () => true);
}

const untilPromoted = 'Without an end: a person promotes it.';

function canarySteps(service: PlacedService): YamlObject {
  return {
    ...surge(service),
    steps: service.rollout.steps.flatMap(({ weight, seconds, approval }) => [
      { setWeight: weight },
      {
        pause: { duration: wholeSeconds(seconds ?? bakeTime(service), 1).map(time => `${time}s`) },
      },
      ...(approval?.value ? [{ pause: new Noted({}, { above: [approval.map(() => untilPromoted)] }) }] : []),
    ]),
    analysis: { templates: [{ templateName: text`${service.name}-errors` }], startingStep: 1, args: newPods },
  };
}

const newPods: YamlNode = [{ name: 'hash', valueFrom: { podTemplateHashValue: 'Latest' } }];

function analysisTemplate(service: PlacedService): YamlNode {
  const errors = errorQuery(service, 'rollouts_pod_template_hash="{{args.hash}}"');
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AnalysisTemplate',
    metadata: metadata(service, text`${service.name}-errors`),
    spec: {
      args: [{ name: 'hash' }],
      metrics: [
        metric(service, 'errors', text`result[0] <= ${errorLimit(service)}`, errors),
        ...service.rollout.queries.map(({ name, min, max, expression }) => {
          const bounds = [
            ...(min ? [text`result[0] >= ${min}`] : []),
            ...(max ? [text`result[0] <= ${max}`] : []),
          ];
          const isGood = combine(bounds, () => bounds.map(({ value }) => value).join(' && '));
          return metric(service, text`query-${name}`, isGood, expression);
        }),
      ],
    },
  };
}

/** Two measurements beyond the limit abort; Prometheus that cannot answer is an error, never a pass. */
const metric = (service: PlacedService, name: Text, isGood: Text, query: Text): YamlNode => ({
  name,
  interval: '30s',
  count: looks(service),
  failureLimit: 1,
  consecutiveErrorLimit: 4,
  successCondition: isGood,
  provider: { prometheus: { address: prometheus(service), query } },
});

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
