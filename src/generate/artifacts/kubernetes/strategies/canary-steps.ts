/** What every canary begins and ends with. */
import type { Text } from '../../../../model/traced.ts';
import type { Step } from './strategy.ts';

export const start = (...more: readonly string[]): Step => ({
  title: 'Start the new version beside the old one',
  commands: [
    'kubectl set image --local --filename canary.yaml "$SERVICE=$IMAGE" --output yaml | kubectl apply --server-side --filename -',
    ...more,
    'kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE-canary" --timeout "${READY_SECONDS}s"',
  ],
});

/** The stable pods get the new version while the canary still serves: never fewer pods than before. */
export const promote: readonly Text[] = [
  'kubectl --namespace "$NAMESPACE" set image "deployment/$SERVICE" "$SERVICE=$IMAGE"',
  'kubectl --namespace "$NAMESPACE" rollout status "deployment/$SERVICE" --timeout "${READY_SECONDS}s"',
];

export const removed = 'kubectl --namespace "$NAMESPACE" delete deployment "$SERVICE-canary"';
