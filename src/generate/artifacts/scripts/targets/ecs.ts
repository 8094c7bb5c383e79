/** Amazon ECS: revisions of a task definition behind one service, whose circuit breaker goes back by itself. */
import type { ServiceView } from '../../../../model/views.ts';
import { type Declaration, map } from '../../shared/declarations.ts';
import { isAsked } from '../deploying.ts';

/** Where each environment of ECS is. */
export function ecsFacts(service: ServiceView): readonly Declaration[] {
  const found = service.environments.filter(({ target }) => target.value === 'ecs');
  const regions = found.flatMap(({ name, regions: [first] }) => {
    const region = first ?? service.cloud.region;
    // A zone is a letter behind its region.
    return region === undefined
      ? []
      : [[name, region.map(text => text.replace(/(?<=\d)[a-z]$/, ''))] as const];
  });
  return map('REGIONS', regions);
}

/** Where the service is asked from outside. */
export function ecsHosts(service: ServiceView): readonly Declaration[] {
  const hosts = service.environments.flatMap(({ name, host, target }) =>
    host && target.value === 'ecs' ? [[name, host] as const] : [],
  );
  return map('HOSTS', hosts);
}

export const ecsDeploy = (service: ServiceView): readonly string[] => [
  'deploy_to_ecs() {',
  '  local before after image good',
  '  before=$(task_definition)',
  '  [[ -n $before ]] || fail "ECS has no service $ECS_SERVICE in cluster $ECS_CLUSTER: the infrastructure makes it, and a first task definition"',
  '  if would "register $IMAGE for $ECS_SERVICE in $ECS_CLUSTER beside $before, and update the service"; then return; fi',
  '  # What an interrupted deploy has left half done is nothing to go back to.',
  '  good=$before',
  '  if ! is_steady "$before" 1; then',
  '    good=$(version_before "$before")',
  '    good=${good:-$before}',
  '    log "$before is not steady: a rollback goes to $good"',
  '  fi',
  '  WORK=$(mktemp -d)',
  '  "${ON_ECS[@]}" describe-task-definition --task-definition "$before" --query taskDefinition --output json >"$WORK/before.json" \\',
  '    || fail "the task definition $before cannot be read"',
  '  image=$(container_image "$WORK/before.json")',
  '  [[ -n $image ]] || fail "the task definition $before has no container $SERVICE"',
  '  if [[ $image == "$IMAGE" ]]; then',
  '    log "$IMAGE is in $before already"',
  '    after=$before',
  '  else',
  '    # What ECS adds by itself is refused when it is registered; the tag says where a rollback goes.',
  '    jq --arg name "$SERVICE" --arg image "$IMAGE" --arg before "$good" \'',
  '      del(.taskDefinitionArn, .revision, .status, .requiresAttributes, .compatibilities, .registeredAt, .registeredBy,',
  '        .deregisteredAt) | .tags = [{key: "devops-flow-before", value: $before}]',
  '      | (.containerDefinitions[] | select(.name == $name)).image = $image\' "$WORK/before.json" >"$WORK/after.json"',
  '    after=$("${ON_ECS[@]}" register-task-definition --cli-input-json "file://$WORK/after.json" \\',
  '      --query taskDefinition.taskDefinitionArn --output text) || fail "ECS refused the task definition; nothing was replaced"',
  '  fi',
  '  update_to "$after" || fail "the service could not be updated; $before serves as before"',
  '  if ! is_steady "$after" "$DEPLOY_SECONDS"; then',
  '    # The circuit breaker has gone back already, or has not seen enough failures yet.',
  '    [[ $after != "$good" ]] || fail "$IMAGE does not get steady; it was the running version already"',
  '    [[ $(task_definition) == "$good" ]] || update_to "$good" || fail "$IMAGE does not get steady, and $good could not be put back"',
  '    is_steady "$good" "$DEPLOY_SECONDS" || fail "$IMAGE does not get steady, nor does $good"',
  '    fail "$IMAGE was rolled back: $good serves"',
  '  fi',
  ...(isAsked(service)
    ? ['  if ! call smoke-tests || ! healthy_while_baking; then roll_back; fi']
    : ['  healthy_while_baking || roll_back']),
  '}',
];

export const ecsRollback: readonly string[] = [
  'roll_back_on_ecs() {',
  '  local now newest to=$TO',
  '  now=$(task_definition)',
  '  [[ -n $now ]] || fail "ECS has no service $ECS_SERVICE in cluster $ECS_CLUSTER"',
  '  newest=$("${ON_ECS[@]}" list-task-definitions --family-prefix "$(family_of "$now")" --status ACTIVE --sort DESC \\',
  '    --max-items 1 --query "taskDefinitionArns[0]" --output text) || fail "the task definitions of $now cannot be listed"',
  '  # Below the first line stands what would lead to the next ones.',
  "  newest=${newest%%$'\\n'*}",
  '  if [[ -z $to && $now != "$newest" ]]; then',
  '    log "rolled back already: $now is in use, $newest was left; --to REVISION goes further"',
  '    return',
  '  fi',
  '  if [[ -n $to ]]; then',
  '    to=$("${ON_ECS[@]}" describe-task-definition --task-definition "$to" --query taskDefinition.taskDefinitionArn --output text) \\',
  '      || fail "there is no task definition $TO"',
  '  fi',
  '  to=${to:-$(version_before "$now")}',
  '  [[ -n $to ]] || fail "no version before $now is known: say --to REVISION"',
  '  if would "update $ECS_SERVICE in $ECS_CLUSTER from $now to $to"; then return; fi',
  '  update_to "$to" || fail "the service could not be updated"',
  '  is_steady "$to" "$LIMIT" || fail "$to is not steady after $LIMIT s"',
  '}',
];
