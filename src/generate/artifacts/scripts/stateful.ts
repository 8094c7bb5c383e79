/** Scripts of a service whose instances have volumes of their own: a second copy would have other volumes. */
import { constant } from '../shared/declarations.ts';
import { onTarget, type Script, secondsOf } from './facts.ts';
import { type Replaced, replacedDeploy, replacedRollback } from './worker.ts';

const statefulSet: Replaced = {
  kind: 'statefulset',
  title: 'StatefulSet',
  revision: '.status.updateRevision',
  reason: 'instances with volumes of their own are replaced one by one: any name means that',
};

export const statefulDeploy: Script = replacedDeploy(statefulSet);
export const statefulRollback: Script = replacedRollback(statefulSet);

export const statefulHealthCheck: Script = {
  name: 'health-check',
  purpose: 'waits until all pods of the running version are there and well',
  options: [],
  cases: [],
  exclusive: false,
  facts: ({ rollout }) => [constant('READY_SECONDS', secondsOf(rollout.readySeconds) ?? '60')],
  commands: service => [
    ...onTarget(service, {
      process: ['run "$FLOW" status "$PROJECT" --env "$ENVIRONMENT" || fail "nothing runs here"'],
      kubernetes: [
        'wait_for "statefulset/$SERVICE" "$READY_SECONDS" \\',
        '  || fail "not all pods are well: kubectl -n $NAMESPACE describe statefulset/$SERVICE"',
      ],
    }),
    'log "healthy"',
  ],
};
