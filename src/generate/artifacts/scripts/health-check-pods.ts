import { isServing } from '../../../model/views.ts';
import { constant } from '../shared/declarations.ts';
import { wholeSeconds } from '../shared/seconds.ts';
import { valueOption } from '../shared/shell.ts';
import { onTarget, type Script } from './facts.ts';

/** For services that cannot be asked over HTTP from here: Kubernetes itself asks their probes. */
export const healthCheckPods: Script = {
  name: 'health-check',
  purpose: 'waits until all pods of the running version are there and well',
  options: ['  --target NAME    what to look at, such as deployment/NAME (default: what runs)'],
  cases: valueOption('--target', 'TARGET_NAME'),
  exclusive: false,
  facts: ({ rollout }) => [
    constant('READY_SECONDS', wholeSeconds(rollout.readySeconds).map(String)),
    'TARGET_NAME=""',
  ],
  commands: service => [
    ...onTarget(service, {
      process: ['run "$FLOW" status "$PROJECT" --env "$ENVIRONMENT" || fail "nothing runs here"'],
      kubernetes: [
        `[[ $TARGET_NAME == deployment/* ]] || TARGET_NAME=deployment/${isServing(service) ? '$(name_of "$(active_slot)")' : '$SERVICE'}`,
        'wait_for "$TARGET_NAME" "$READY_SECONDS" \\',
        '  || fail "not all pods are well: kubectl -n $NAMESPACE describe $TARGET_NAME"',
      ],
    }),
    'log "healthy"',
  ],
};
