import { valueOption } from '../shared/shell.ts';
import { hasTarget, onTarget, rollbackTime, type Script, strategies } from './facts.ts';
import { servingNow, targetFacts } from './moving.ts';
import { clusterRollback } from './targets/cluster-rollback.ts';
import { dockerRollback } from './targets/docker.ts';
import { ecsRollback } from './targets/ecs.ts';
import { rollBackHere } from './targets/process.ts';

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
  functions: service => [
    servingNow(service),
    hasTarget(service, 'kubernetes') ? clusterRollback : [],
    hasTarget(service, 'docker') ? dockerRollback : [],
    hasTarget(service, 'ecs') ? ecsRollback : [],
  ],
  commands: service => [
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
