import type { Text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { servingNow } from './deploy.ts';
import {
  constant,
  hasTarget,
  onTarget,
  rollbackTime,
  type Script,
  secondsOf,
  strategies,
  valueOption,
} from './facts.ts';
import { clusterRollback } from './targets/cluster.ts';
import { dockerRollback, frontFacts } from './targets/docker.ts';
import { ecsFacts, ecsRollback } from './targets/ecs.ts';

/** `devops-flow rollback` goes to the release that served before: twice, it would be forth again. */
export const rollBackHere = [
  'if [[ -z $TO ]] && "$FLOW" history "$PROJECT" --env "$ENVIRONMENT" --json --limit 1 2>/dev/null | grep -q \'"kind": "rollback"\'; then',
  '  log "rolled back already; --to VERSION goes to another"',
  'elif ! would "run: $FLOW rollback $PROJECT --env $ENVIRONMENT"; then',
  '  run "$FLOW" rollback "$PROJECT" --env "$ENVIRONMENT" ${TO:+--to "$TO"} || fail "nothing was rolled back; the lines above say why"',
  'fi',
];

/** What scripts that move traffic and tasks know of Docker and ECS. */
export const targetFacts = (service: ServiceView): readonly Text[] => [
  ...(hasTarget(service, 'docker')
    ? [...frontFacts(service), constant('READY_SECONDS', secondsOf(service.rollout.readySeconds) ?? '60')]
    : []),
  ...(hasTarget(service, 'ecs') ? ecsFacts(service) : []),
];

export const rollback: Script = {
  name: 'rollback',
  purpose: 'goes back to the version before',
  options: [
    '  --to VERSION     what to go back to: a version, or a revision of the Deployment (default: the one before)',
    '  --strategy NAME  blue-green switches to the other slot, rolling undoes the update (default: as in deploy.sh)',
  ],
  cases: [...valueOption('--to', 'TO'), ...valueOption('--strategy', 'STRATEGY')],
  exclusive: true,
  saysWhatServes: true,
  facts: service => [
    ...strategies(service),
    ...rollbackTime(service),
    ...targetFacts(service),
    'TO="" STRATEGY=""',
  ],
  body: service => [
    ...servingNow(service),
    '',
    ...(hasTarget(service, 'kubernetes') ? [...clusterRollback, ''] : []),
    ...(hasTarget(service, 'docker') ? [...dockerRollback, ''] : []),
    ...(hasTarget(service, 'ecs') ? [...ecsRollback, ''] : []),
    'STRATEGY=${STRATEGY:-${STRATEGIES[$ENVIRONMENT]:-rolling}}',
    'LIMIT=${ROLLBACK_SECONDS[$ENVIRONMENT]:-300}',
    ...onTarget(service, {
      process: rollBackHere,
      docker: ['roll_back_on_docker'],
      ecs: ['roll_back_on_ecs'],
      kubernetes: ['roll_back_in_cluster'],
    }),
    '[[ -n $DRY_RUN ]] || call health-check || fail "the version before does not answer as it should either"',
    'log "rolled back"',
  ],
};
