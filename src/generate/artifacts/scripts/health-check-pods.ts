import { isServing } from '../../../model/views.ts';
import { wholeSeconds } from '../shared/seconds.ts';
import { constant, type Script, valueOption } from './facts.ts';

/** For services that cannot be asked over HTTP from here: Kubernetes itself asks their probes. */
export const healthCheckPods: Script = {
  name: 'health-check',
  purpose: 'waits until all pods of the running version are there and well',
  options: ['  --target NAME    what to look at, such as deployment/NAME (default: what runs)'],
  cases: valueOption('--target', 'TARGET'),
  exclusive: false,
  facts: ({ rollout }) => [
    constant('READY_SECONDS', wholeSeconds(rollout.readySeconds).map(String)),
    'TARGET=',
  ],
  body: service => [
    'if is_local; then',
    '  run "$FLOW" status "$PROJECT" --env local || fail "nothing runs here"',
    'else',
    `  [[ $TARGET == deployment/* ]] || TARGET=deployment/${isServing(service) ? '$(name_of "$(active_slot)")' : '$SERVICE'}`,
    '  run "${KUBECTL[@]}" rollout status "$TARGET" --timeout "${READY_SECONDS}s" \\',
    '    || fail "not all pods are well: kubectl -n $SERVICE describe $TARGET"',
    'fi',
    'log "healthy"',
    'finish',
  ],
};
