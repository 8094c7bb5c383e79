import { text } from '../../../../model/traced.ts';
import { copyOf, serviceOf } from './copies.ts';
import type { Case, Way } from './strategy.ts';

/** Two Deployments and one Service, whose selector says which of them serves. */
export function blueGreen({ service }: Case): Way {
  return {
    name: 'services',
    title: 'two Deployments, and a Service that points to one of them',
    about: [
      'Needs nothing but Kubernetes. All requests move at once; the old pods stay warm, so that the way back is the same switch.',
    ],
    files: {
      green: [copyOf(service, 'green')],
      preview: [serviceOf(service, text`${service.name}-preview`, 'green')],
    },
    steps: [
      {
        title: 'Start the new version beside the old one; nobody is sent to it',
        commands: [
          'kubectl set image --local --filename green.yaml "$SERVICE=$IMAGE" --output yaml | kubectl apply --server-side --filename -',
          'kubectl apply --server-side --filename preview.yaml',
          'kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE-green" --timeout "${READY_SECONDS}s"',
        ],
      },
      {
        title: `Try it as others will: the Service NAME-preview reaches the new version only`,
        commands: [
          'kubectl --namespace "$NAMESPACE" get endpointslices --selector "kubernetes.io/service-name=$SERVICE-preview"',
        ],
      },
      { title: 'Switch', commands: pointTo('green') },
      { title: 'Undo: the old version serves again at once', commands: pointTo('blue') },
      {
        title: 'Finish: give the old slot the new version too, so that the next switch starts from it',
        commands: [
          'kubectl --namespace "$NAMESPACE" set image "deployment/$SERVICE" "$SERVICE=$IMAGE"',
          'kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE" --timeout "${READY_SECONDS}s"',
          ...pointTo('blue'),
          'kubectl --namespace "$NAMESPACE" delete --filename green.yaml --filename preview.yaml',
        ],
      },
    ],
  };
}

/** The autoscaler looks after the pods that serve. */
function pointTo(slot: 'blue' | 'green'): readonly string[] {
  const target = slot === 'blue' ? '$SERVICE' : '$SERVICE-green';
  return [
    `kubectl --namespace "$NAMESPACE" patch service "$SERVICE" --patch '{"spec": {"selector": {"slot": "${slot}"}}}'`,
    `kubectl --namespace "$NAMESPACE" patch horizontalpodautoscaler "$SERVICE" --patch '{"spec": {"scaleTargetRef": {"name": "'"${target}"'"}}}'`,
  ];
}
