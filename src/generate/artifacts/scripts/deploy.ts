import type { ServiceView } from '../../../model/views.ts';
import { valueOption } from '../shared/shell.ts';
import { askers, bakeFacts, imageFacts, imageOption, judging } from './deploying.ts';
import { hasTarget, onTarget, type Script, strategies } from './facts.ts';
import { servingNow } from './moving.ts';
import { clusterDeploy } from './targets/cluster.ts';
import { dockerDeploy, dockerFacts } from './targets/docker.ts';
import { ecsDeploy, ecsFacts } from './targets/ecs.ts';
import { replaceHere } from './targets/process.ts';

/** On this machine devops-flow judges. */
const isJudged = (service: ServiceView): boolean =>
  service.environments.some(({ target }) => target.value !== 'process');

export const deploy: Script = {
  name: 'deploy',
  purpose: 'replaces the running version, and goes back by itself when the new one is not well',
  options: [
    imageOption.help,
    '  --strategy NAME  blue-green, canary or rolling (default: what the documents say for the environment)',
    '  --no-switch      blue-green: start the new version and leave the traffic to switch-traffic.sh',
  ],
  notes: [
    'A process is judged by its answers to real requests. Anywhere else a new version has to be healthy and to pass',
    'smoke-tests.sh: before it gets requests (blue-green, canary, Docker) or as soon as it has them (rolling, ECS). They',
    'ask each thing once, and in production nothing that changes data: errors on other requests go unseen.',
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
    ...(hasTarget(service, 'docker') ? dockerFacts(service) : []),
    ...(hasTarget(service, 'ecs') ? ecsFacts(service) : []),
    'STRATEGY="" NO_SWITCH=""',
  ],
  functions: service => [
    servingNow(service),
    isJudged(service) ? judging({ options: hasTarget(service, 'kubernetes') }) : [],
    hasTarget(service, 'kubernetes') ? clusterDeploy(service) : [],
    hasTarget(service, 'docker') ? dockerDeploy(service) : [],
    hasTarget(service, 'ecs') ? ecsDeploy(service) : [],
  ],
  commands: service => [
    'STRATEGY=${STRATEGY:-${STRATEGIES[$ENVIRONMENT]:-rolling}}',
    'if [[ -n $NO_SWITCH && $STRATEGY != blue-green ]]; then fail "--no-switch needs blue-green, not $STRATEGY"; fi',
    ...askers(service),
    ...onTarget(service, {
      process: replaceHere,
      docker: onDocker,
      ecs: onEcs,
      kubernetes: inCluster,
    }),
    'log "deployed"',
  ],
};

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
