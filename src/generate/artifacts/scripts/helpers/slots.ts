import type { Helper } from './helper.ts';

/** The two copies of a service, and which of them serves. Each helper may use only those above it. */
export const slots: readonly Helper[] = [
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
      '# While a canary has its share the Service selects no slot, and a note says which one is the stable one.',
      'active_slot() {',
      '  local slot',
      '  slot=$(told "service/$SERVICE" .spec.selector.slot)',
      '  [[ -n $slot ]] || slot=$(note_of "service/$SERVICE" slot)',
      '  echo "${slot:-blue}"',
      '}',
    ],
  },
  {
    name: 'replicas_of',
    lines: ['replicas_of() { told "deployment/$(name_of "$1")" .spec.replicas; }'],
  },
  {
    name: 'revision_of',
    lines: ['revision_of() { told "$1" \'.metadata.annotations.deployment\\.kubernetes\\.io/revision\'; }'],
  },
  {
    name: 'point_to',
    lines: [
      '# Moves the traffic and the autoscaler to a slot.',
      'point_to() {',
      '  retry "${KUBECTL[@]}" patch service "$SERVICE" --type merge -p \'{"spec": {"selector": {"slot": "\'"$1"\'"}}}\' \\',
      '    && retry "${KUBECTL[@]}" patch hpa "$SERVICE" --type merge -p \'{"spec": {"scaleTargetRef": {"name": "\'"$(name_of "$1")"\'"}}}\'',
      '}',
    ],
  },
  {
    name: 'settle_canary',
    lines: [
      '# Nobody is sent to a canary any more, then it leaves.',
      'settle_canary() {',
      '  if [[ -n $(told "service/$SERVICE" .metadata.name) && -z $(told "service/$SERVICE" .spec.selector.slot) ]]; then',
      '    point_to "$(active_slot)" || fail "the traffic could not be taken from the canary"',
      '  fi',
      '  if [[ -n $(told "deployment/$SERVICE-canary" .metadata.name) ]]; then',
      '    run "${KUBECTL[@]}" delete deployment "$SERVICE-canary" --ignore-not-found',
      '  fi',
      '}',
    ],
  },
];
