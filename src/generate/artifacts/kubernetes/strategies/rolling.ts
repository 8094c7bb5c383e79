import { text } from '../../../../model/traced.ts';
import type { Case, Way } from './strategy.ts';

/** What the Deployment says of itself; unless it is said, never a pod less, and a quarter more while it is replaced. */
export function rolling({ service: { rollout } }: Case): Way {
  return {
    name: 'deployment',
    title: 'pod by pod, by the Deployment itself',
    about: [
      text`Needs nothing but Kubernetes. A new pod takes requests once it is ready, then an old one leaves: \`maxUnavailable: ${rollout.maxUnavailable}\`, \`maxSurge: ${rollout.maxSurge}\`. Both versions answer until the last pod is replaced.`,
    ],
    files: {},
    steps: [
      {
        title: 'Replace the version; it waits until every pod is ready',
        commands: [
          'kubectl --namespace "$NAMESPACE" set image "deployment/$SERVICE" "$SERVICE=$IMAGE"',
          'kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE" --timeout "${READY_SECONDS}s"',
        ],
      },
      {
        title: 'Hold it half-way, and go on',
        commands: [
          'kubectl --namespace "$NAMESPACE" rollout pause "deployment/$SERVICE"',
          'kubectl --namespace "$NAMESPACE" rollout resume "deployment/$SERVICE"',
        ],
      },
      {
        title: 'Undo',
        commands: [
          'kubectl --namespace "$NAMESPACE" rollout undo "deployment/$SERVICE"',
          'kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE" --timeout "${READY_SECONDS}s"',
        ],
      },
    ],
  };
}
