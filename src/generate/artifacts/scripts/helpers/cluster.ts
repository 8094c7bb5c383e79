import { ground } from '../deploying.ts';
import type { Helper } from './helper.ts';

/** What is asked of the cluster and changed in it. Each helper may use only those above it. */
export const cluster: readonly Helper[] = [
  {
    name: 'KUBECTL',
    lines: ['KUBECTL=(kubectl ${KUBE_CONTEXT:+--context "$KUBE_CONTEXT"} --namespace "$SERVICE")'],
  },
  {
    name: 'apply',
    lines: [
      'apply() { run "${KUBECTL[@]}" apply --server-side --force-conflicts --field-manager devops-flow -f "$1"; }',
    ],
  },
  {
    name: 'lay_ground',
    lines: [
      '# A deployer finds it there and may not change it; the first deploy of an administrator, or setup.sh, lays it.',
      'lay_ground() {',
      '  local file found',
      '  found=$("${KUBECTL[@]}" get namespace "$SERVICE" --ignore-not-found -o name) || fail "the cluster does not say whether $SERVICE is set up"',
      '  if [[ -n $found ]]; then return; fi',
      `  for file in ${ground.join(' ')}; do`,
      '    if [[ -f $MANIFESTS/$file.yaml ]]; then apply "$MANIFESTS/$file.yaml"; fi',
      '  done',
      '}',
    ],
  },
  {
    name: 'with_image',
    lines: [
      '# A workload with the image of this release; kubectl prints nothing where that stands there already.',
      'with_image() {',
      '  local changed',
      '  changed=$(kubectl set image --local -f "$MANIFESTS/$1.yaml" "$SERVICE=$IMAGE" -o yaml) || return 1',
      '  if [[ -n $changed ]]; then echo "$changed"; else cat -- "$MANIFESTS/$1.yaml"; fi',
      '}',
    ],
  },
  {
    name: 'other_slot',
    lines: ['other_slot() { if [[ $1 == blue ]]; then echo green; else echo blue; fi; }'],
  },
  {
    name: 'name_of',
    lines: [
      '# The blue slot is the Deployment as it stands in the manifest; green is its copy.',
      'name_of() { if [[ $1 == blue ]]; then echo "$SERVICE"; else echo "$SERVICE-$1"; fi; }',
    ],
  },
  {
    name: 'active_slot',
    lines: [
      'active_slot() {',
      '  local slot',
      '  slot=$("${KUBECTL[@]}" get service "$SERVICE" --ignore-not-found -o \'jsonpath={.spec.selector.slot}\')',
      '  echo "${slot:-blue}"',
      '}',
    ],
  },
  {
    name: 'replicas_of',
    lines: [
      'replicas_of() {',
      '  "${KUBECTL[@]}" get deployment "$(name_of "$1")" --ignore-not-found -o \'jsonpath={.spec.replicas}\'',
      '}',
    ],
  },
  {
    name: 'revision_of',
    lines: [
      'revision_of() {',
      '  "${KUBECTL[@]}" get deployment "$1" --ignore-not-found \\',
      "    -o 'jsonpath={.metadata.annotations.deployment\\.kubernetes\\.io/revision}'",
      '}',
    ],
  },
  {
    name: 'point_to',
    lines: [
      '# Moves the traffic and the autoscaler to a slot.',
      'point_to() {',
      '  kubectl patch --local -f "$MANIFESTS/service.yaml" --type=json -o yaml \\',
      '    -p \'[{"op": "replace", "path": "/spec/selector/slot", "value": "\'"$1"\'"}]\' | apply - \\',
      '    && kubectl patch --local -f "$MANIFESTS/hpa.yaml" --type=json -o yaml \\',
      '      -p \'[{"op": "replace", "path": "/spec/scaleTargetRef/name", "value": "\'"$(name_of "$1")"\'"},',
      '          {"op": "replace", "path": "/spec/minReplicas", "value": \'"${MINIMUM[$ENVIRONMENT]:-1}"\'}]\' | apply -',
      '}',
    ],
  },
  {
    name: 'job_state',
    lines: [
      '# none, running, Complete or Failed',
      'job_state() {',
      '  local found',
      '  found=$("${KUBECTL[@]}" get job "$SERVICE" --ignore-not-found \\',
      '    -o \'jsonpath={.metadata.name} {.status.conditions[?(@.status=="True")].type}\')',
      '  case $found in',
      '    "") echo none ;;',
      '    *Complete*) echo Complete ;;',
      '    *Failed*) echo Failed ;;',
      '    *) echo running ;;',
      '  esac',
      '}',
    ],
  },
  {
    name: 'has_ended',
    lines: [
      '# Waits for a run that is under way.',
      'has_ended() {',
      '  local until=$((SECONDS + DEPLOY_SECONDS))',
      '  while [[ $(job_state) == running ]]; do',
      '    ((SECONDS < until)) || return 1',
      '    sleep 2',
      '  done',
      '}',
    ],
  },
];
