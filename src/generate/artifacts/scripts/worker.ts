/** Scripts of a worker: it serves no requests that could be switched, so its pods are replaced one by one. */
import type { ServiceView } from '../../../model/views.ts';
import { valueOption } from '../shared/shell.ts';
import {
  andAsked,
  askers,
  bakeFacts,
  digestOf,
  imageFacts,
  imageOption,
  judging,
  prepare,
  stamped,
} from './deploying.ts';
import { hasTarget, onTarget, rollbackTime, type Script } from './facts.ts';
import { rollBackHere, runHere } from './targets/process.ts';

/** A workload whose pods are replaced one by one: all that tells one kind from the other. */
export interface Replaced {
  readonly kind: 'deployment' | 'statefulset';
  readonly title: string;
  /** Where its present revision stands. */
  readonly revision: string;
  readonly reason: string;
}

const deployment: Replaced = {
  kind: 'deployment',
  title: 'Deployment',
  revision: '.metadata.annotations.deployment\\.kubernetes\\.io/revision',
  reason: 'a worker is always replaced pod by pod: any name means that',
};

/** Pipelines name the strategy for every service; here there is one. */
const strategyCase = '--strategy) shift $(($# > 1 ? 2 : 1)) ;;';

export const workerDeploy: Script = replacedDeploy(deployment);
export const workerRollback: Script = replacedRollback(deployment);

const deployToCluster = (service: ServiceView, { kind, title, revision }: Replaced): readonly string[] => [
  'deploy_to_cluster() {',
  `  local replicas before release workload=${kind}/$SERVICE`,
  '  render',
  `  replicas=$(told "$workload" .spec.replicas)`,
  `  before=$(told "$workload" '${revision}')`,
  `  with_image ${kind}${stamped(service)} >"$WORK/release.yaml"`,
  `  release=${digestOf('$WORK/release.yaml')}`,
  '  if would "put $IMAGE into $workload in $NAMESPACE, pod by pod"; then return; fi',
  '  lay_ground',
  '  prepare',
  '  if [[ $(note_of "$workload" release) == "$release" ]]; then before=""; fi',
  `  log "$IMAGE as ${title} $SERVICE, pod by pod"`,
  '  # The autoscaler may have moved the number of pods.',
  '  if ((${replicas:-0} > 0)); then replicas=\'"spec": {"replicas": \'$replicas\'},\'; else replicas=""; fi',
  '  kubectl patch --local -f "$WORK/release.yaml" --type merge -o yaml \\',
  '    -p \'{\'"$replicas"\'"metadata": {"annotations": {"devops-flow/release": "\'"$release"\'", "devops-flow/verdict": "none"}}}\' >"$WORK/workload.yaml"',
  `  apply "$WORK/workload.yaml" || fail "the cluster refused the ${title}; nothing was replaced"`,
  `  if ! { wait_for "$workload" "$DEPLOY_SECONDS" && call health-check${andAsked(service)}; }; then`,
  '    [[ -n $before ]] || fail "$IMAGE is not well, and no other version is known to have been"',
  `    [[ $(told "$workload" '${revision}') != "$before" ]] || fail "$IMAGE is not well; it was the running version already"`,
  '    roll_back',
  '  fi',
  '  healthy_while_baking || roll_back',
  '  take_note "$workload" verdict=good',
  '}',
];

export function replacedDeploy(how: Replaced): Script {
  return {
    name: 'deploy',
    purpose: 'replaces the running version pod by pod, and goes back by itself when the new one is not well',
    options: [imageOption.help, `  --strategy NAME  ${how.reason}`],
    cases: [...imageOption.cases, strategyCase],
    exclusive: true,
    facts: service => [...bakeFacts(service), ...imageFacts(service)],
    functions: service =>
      hasTarget(service, 'kubernetes')
        ? [judging({ options: false }), prepare(service, [how.kind]), deployToCluster(service, how)]
        : [],
    commands: service => [
      ...askers(service),
      ...onTarget(service, {
        process: runHere,
        kubernetes: ['deploy_to_cluster'],
      }),
      'log "deployed"',
    ],
  };
}

export function replacedRollback({ kind, title, reason }: Replaced): Script {
  return {
    name: 'rollback',
    purpose: 'goes back to the version before; what instances have stored stays',
    options: [
      `  --to REVISION    what to go back to: a revision of the ${title} (default: the one before)`,
      `  --strategy NAME  ${reason}`,
    ],
    cases: [...valueOption('--to', 'TO'), strategyCase],
    exclusive: true,
    facts: service => [...rollbackTime(service), 'TO=""'],
    commands: service => [
      'LIMIT=${ROLLBACK_SECONDS[$ENVIRONMENT]:-300}',
      ...onTarget(service, { process: rollBackHere, kubernetes: undo(kind) }),
      '[[ -n $DRY_RUN ]] || call health-check || fail "the version before is not well either"',
      'log "rolled back"',
    ],
  };
}

const undo = (kind: Replaced['kind']): readonly string[] => [
  `workload=${kind}/$SERVICE`,
  'if [[ -z $TO && $(note_of "$workload" verdict) == undone ]]; then',
  '  log "rolled back already; --to REVISION goes further: kubectl -n $NAMESPACE rollout history $workload"',
  'elif ! would "undo the last update of $workload in $NAMESPACE"; then',
  '  revisions=$("${KUBECTL[@]}" rollout history "$workload" | grep -c \'^[0-9]\') || true',
  '  ((revisions > 1)) || fail "there is no version before this one"',
  '  take_note "$workload" release=none verdict=undone',
  '  run "${KUBECTL[@]}" rollout undo "$workload" ${TO:+--to-revision "$TO"}',
  '  wait_for "$workload" "$LIMIT" || fail "$SERVICE is not ready after $LIMIT s"',
  'fi',
];
