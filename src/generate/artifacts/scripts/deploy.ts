import type { ServiceView } from '../../../model/views.ts';
import { bakeFacts, imageFacts, imageOption, judging } from './deploying.ts';
import { constant, hasTarget, onTarget, type Script, secondsOf, strategies, valueOption } from './facts.ts';
import { clusterDeploy } from './targets/cluster.ts';
import { dockerDeploy, dockerFacts } from './targets/docker.ts';
import { ecsDeploy, ecsFacts } from './targets/ecs.ts';

const functions = (service: ServiceView): readonly string[] => [
  ...(hasTarget(service, 'kubernetes') ? [...clusterDeploy(service), ''] : []),
  ...(hasTarget(service, 'docker') ? [...dockerDeploy, ''] : []),
  ...(hasTarget(service, 'ecs') ? [...ecsDeploy, ''] : []),
];

/** The lines of `serving_now`: what an interrupted script says last. */
export const servingNow = (service: ServiceView): readonly string[] => [
  'serving_now() {',
  ...onTarget(service, {
    process: ['"$FLOW" status "$PROJECT" --env "$ENVIRONMENT" 2>&1 | tee -a -- "$LOG" >&2'],
    docker: ['log "the $(front_says slot) slot serves in $PLACE"'],
    ecs: ['log "$(task_definition) serves in $ECS_CLUSTER"'],
    kubernetes: ['log "deployment/$(name_of "$(active_slot)") serves in $NAMESPACE"'],
  }).map(line => `  ${line}`),
  '}',
];

export const deploy: Script = {
  name: 'deploy',
  purpose: 'replaces the running version, and goes back by itself when the new one is not healthy',
  options: [
    imageOption.help,
    '  --strategy NAME  blue-green, canary or rolling (default: what the documents say for the environment)',
    '  --no-switch      blue-green: start the new version and leave the traffic to switch-traffic.sh',
  ],
  notes: [
    'A process is judged by its answers to real requests, too; anywhere else a new version is watched by its health',
    'endpoints alone: one that is healthy and answers requests with errors is not taken back.',
  ],
  cases: [
    ...imageOption.cases,
    ...valueOption('--strategy', 'STRATEGY'),
    '--no-switch)',
    '  NO_SWITCH=yes',
    '  shift',
    '  ;;',
  ],
  exclusive: true,
  saysWhatServes: true,
  facts: service => [
    ...strategies(service),
    ...bakeFacts(service),
    ...imageFacts(service),
    ...(hasTarget(service, 'docker')
      ? [...dockerFacts(service), constant('READY_SECONDS', secondsOf(service.rollout.readySeconds) ?? '60')]
      : []),
    ...(hasTarget(service, 'ecs') ? ecsFacts(service) : []),
    'STRATEGY="" NO_SWITCH=""',
  ],
  body: service => [
    ...servingNow(service),
    '',
    ...judging(functions(service)),
    ...functions(service),
    'STRATEGY=${STRATEGY:-${STRATEGIES[$ENVIRONMENT]:-rolling}}',
    'if [[ -n $NO_SWITCH && $STRATEGY != blue-green ]]; then fail "--no-switch needs blue-green, not $STRATEGY"; fi',
    ...onTarget(service, {
      process: onThisMachine,
      docker: onDocker,
      ecs: onEcs,
      kubernetes: inCluster,
    }),
    'log "deployed"',
  ],
};

const onThisMachine = [
  'if [[ $STRATEGY != "${STRATEGIES[$ENVIRONMENT]}" ]]; then',
  '  fail "the documents say ${STRATEGIES[$ENVIRONMENT]} for $ENVIRONMENT, not $STRATEGY"',
  'fi',
  '[[ -z $NO_SWITCH ]] || fail "here devops-flow switches by itself, once the new version is well"',
  'if ! would "run: $FLOW up $PROJECT --env $ENVIRONMENT"; then',
  '  run "$FLOW" up "$PROJECT" --env "$ENVIRONMENT" || fail "the new version does not serve; the lines above say why, and what serves now"',
  '  call health-check || fail "the version was promoted, but does not answer as it should"',
  'fi',
];

const inCluster = [
  'case $STRATEGY in',
  '  blue-green | canary | rolling) ;;',
  '  *)',
  '    warn "$STRATEGY is not known to this script: pods are replaced by a rolling update"',
  '    STRATEGY=rolling',
  '    ;;',
  'esac',
  'deploy_to_cluster',
];

const onDocker = [
  'if [[ $STRATEGY != blue-green ]]; then warn "on one Docker Engine versions are replaced blue-green, not $STRATEGY"; fi',
  'deploy_to_docker',
];

const onEcs = [
  'if [[ $STRATEGY != rolling ]]; then warn "ECS replaces tasks by a rolling update, not $STRATEGY"; fi',
  '[[ -z $NO_SWITCH ]] || fail "ECS has no second copy that could wait"',
  'deploy_to_ecs',
];
