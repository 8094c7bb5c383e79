import { valueOption } from '../shared/shell.ts';
import { onTarget, rollbackTime, type Script } from './facts.ts';
import { servingNow, targetFacts } from './moving.ts';
import { dockerSwitch } from './targets/docker.ts';

/** Moves all requests to the other copy of a blue-green deployment, and back. */
export const switchTraffic: Script = {
  name: 'switch-traffic',
  purpose: 'moves all requests to the other copy, and back by the same way',
  options: ['  --to SLOT        blue or green (default: the one that does not serve)'],
  cases: valueOption('--to', 'TO'),
  exclusive: true,
  saysWhatServes: true,
  facts: service => [...rollbackTime(service), ...targetFacts(service), 'TO=""'],
  functions: service => [servingNow(service)],
  commands: service => [
    'case $TO in',
    '  "" | blue | green) ;;',
    '  *) fail "--to takes blue or green, not \\"$TO\\"" ;;',
    'esac',
    'LIMIT=${ROLLBACK_SECONDS[$ENVIRONMENT]:-300}',
    ...onTarget(service, {
      process: nothingToSwitch('devops-flow'),
      docker: dockerSwitch,
      ecs: nothingToSwitch('ECS'),
      kubernetes: inCluster,
    }),
  ],
};

const nothingToSwitch = (who: string) => [
  `fail "$ENVIRONMENT has no slots: ${who} switches by itself, once the new version is well (deploy.sh, rollback.sh)"`,
];

const inCluster = [
  'active=$(active_slot)',
  'TO=${TO:-$(other_slot "$active")}',
  'name=$(name_of "$TO")',
  'if [[ $TO == "$active" && -n $(told "service/$SERVICE" .spec.selector.slot) ]]; then',
  '  log "$name serves already"',
  '  exit 0',
  'fi',
  'replicas=$(replicas_of "$TO")',
  '[[ -n $replicas ]] || fail "there is no deployment $name: deploy.sh --strategy blue-green --no-switch starts one"',
  'if would "point service $SERVICE in $NAMESPACE to deployment $name"; then exit 0; fi',
  'if ((replicas == 0)); then',
  '  run "${KUBECTL[@]}" scale "deployment/$name" --replicas "$(replicas_of "$active")"',
  'fi',
  'wait_for "deployment/$name" "$LIMIT" || fail "$name is not ready after $LIMIT s; $(name_of "$active") serves as before"',
  'call health-check --target "deployment/$name" || fail "$name is not healthy; $(name_of "$active") serves as before"',
  'point_to "$TO" || fail "the traffic could not be switched"',
  'take_note "deployment/$name" verdict=good',
  'log "$name serves; $(name_of "$active") stays warm: switch-traffic.sh --to $active goes back"',
];
