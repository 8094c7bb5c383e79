/** What scripts that deploy have alike. */
import type { Text } from '../../../model/traced.ts';
import { imageReference, type ServiceView } from '../../../model/views.ts';
import { wholeSeconds } from '../shared/seconds.ts';
import { array, constant, hasSources, secondsOf, sources, valueOption } from './facts.ts';

export const imageOption = {
  help: '  --image REF      the image to run, best by digest (default: the one in the manifest)',
  cases: valueOption('--image', 'IMAGE'),
};

export function imageFacts(service: ServiceView): readonly Text[] {
  return [
    constant('DEPLOY_SECONDS', secondsOf(service.rollout.deploySeconds) ?? '900'),
    ...releasedImage(service),
  ];
}

export function releasedImage(service: ServiceView): readonly Text[] {
  return [
    constant('DEFAULT_IMAGE', imageReference(service.image)),
    'IMAGE=$DEFAULT_IMAGE',
    ...sources(service),
  ];
}

/** How many instances each environment has, and for how long a new version is watched there. */
export function rolloutFacts(service: ServiceView): readonly Text[] {
  return [
    ...array(
      'REPLICAS',
      service.environments.map(({ name, replicas }) => [name, replicas.map(String)] as const),
    ),
    ...array(
      'BAKE_SECONDS',
      service.environments.map(({ name, bakeSeconds }) => {
        return [name, wholeSeconds(bakeSeconds ?? service.rollout.bakeSeconds).map(String)] as const;
      }),
    ),
  ];
}

/** What whoever sets an environment up applies: a deployer may not change it. */
export const ground = ['namespace', 'priorityclass', 'rbac', 'deployer'];

/** Applies everything but the ground and the manifests that are named: those have an order, or belong to one environment. */
export function prepare(service: ServiceView, apart: readonly string[]): readonly string[] {
  return [
    'prepare() {',
    '  local file',
    '  for file in "$MANIFESTS"/*.yaml; do',
    `    case \${file##*/} in ${[...ground, ...apart].map(name => `${name}.yaml`).join(' | ')}) ;; *) apply "$file" ;; esac`,
    '  done',
    ...(hasSources(service) ? ['  apply_sources'] : []),
    '}',
  ];
}

/** The end of a pipe that prints a workload. */
export const applied = (service: ServiceView) =>
  hasSources(service) ? 'stamp_sources | apply -' : 'apply -';

export const healthyWhileBaking = [
  'healthy_while_baking() {',
  '  local until=$((SECONDS + ${BAKE_SECONDS[$ENVIRONMENT]:-0}))',
  '  while check_health; do',
  '    if ((SECONDS >= until)); then return 0; fi',
  '    sleep 5',
  '  done',
  '  return 1',
  '}',
];

export const rollBack = [
  'roll_back() {',
  '  log "not healthy: rolling back"',
  '  bash "$HERE/rollback.sh" --env "$ENVIRONMENT" "$@" 9>&- || fail "the rollback failed too: kubectl -n $SERVICE get pods"',
  '  fail "$IMAGE was rolled back"',
  '}',
];
