import type { Helper } from './helper.ts';

/** What is asked of Amazon ECS and changed there. Each helper may use only those above it. */
export const ecs: readonly Helper[] = [
  {
    name: 'ECS_CLUSTER',
    late: true,
    lines: ['ECS_CLUSTER=${ECS_CLUSTER:-$SERVICE-$ENVIRONMENT}'],
  },
  { name: 'ECS_SERVICE', late: true, lines: ['ECS_SERVICE=${ECS_SERVICE:-$SERVICE}'] },
  {
    name: 'ON_ECS',
    late: true,
    lines: [
      'REGION=${REGIONS[$ENVIRONMENT]:-}',
      'ON_ECS=(aws ecs ${REGION:+--region "$REGION"} --cli-connect-timeout 10 --cli-read-timeout 30)',
    ],
  },
  {
    name: 'described',
    lines: [
      '# described QUERY: a part of the service as ECS tells it.',
      'described() {',
      '  local said',
      '  said=$("${ON_ECS[@]}" describe-services --cluster "$ECS_CLUSTER" --services "$ECS_SERVICE" --query "$1" --output text) || return 1',
      '  if [[ $said != None ]]; then echo "$said"; fi',
      '}',
    ],
  },
  {
    name: 'task_definition',
    lines: ['task_definition() { described "services[?status==\'ACTIVE\'] | [0].taskDefinition" || true; }'],
  },
  {
    name: 'family_of',
    lines: [
      '# arn:aws:ecs:REGION:ACCOUNT:task-definition/FAMILY:REVISION',
      'family_of() {',
      '  local name=${1##*/}',
      '  echo "${name%:*}"',
      '}',
    ],
  },
  {
    name: 'version_before',
    lines: [
      '# version_before TASK_DEFINITION: what served well when it was deployed, as its tag says; nothing where it has none.',
      'version_before() {',
      '  local said',
      '  said=$("${ON_ECS[@]}" describe-task-definition --task-definition "$1" --include TAGS \\',
      '    --query "tags[?key==\'devops-flow-before\'].value | [0]" --output text) || return 1',
      '  if [[ $said != None ]]; then echo "$said"; fi',
      '}',
    ],
  },
  {
    name: 'container_image',
    lines: [
      'container_image() {',
      '  jq --raw-output --arg name "$SERVICE" \'.containerDefinitions[] | select(.name == $name).image\' "$1"',
      '}',
    ],
  },
  {
    name: 'update_to',
    lines: [
      '# How ECS replaces tasks, one after another, blue-green or as a canary, is left as the infrastructure has said it.',
      'update_to() {',
      '  retry "${ON_ECS[@]}" update-service --cluster "$ECS_CLUSTER" --service "$ECS_SERVICE" --task-definition "$1" \\',
      '    --query service.taskDefinition --output text',
      '}',
    ],
  },
  {
    name: 'is_steady',
    lines: [
      '# is_steady TASK_DEFINITION SECONDS: waits until its tasks alone serve; false once ECS has given it up.',
      'is_steady() {',
      '  local state until=$((SECONDS + $2))',
      '  while ((SECONDS < until)); do',
      '    state=$(described "services[0].deployments[?status==\'PRIMARY\'] | [0].[taskDefinition, rolloutState]") || state=""',
      '    case $state in',
      '      "$1"[[:space:]]COMPLETED) return 0 ;;',
      '      "$1"[[:space:]]FAILED) return 1 ;;',
      '      "$1"[[:space:]]* | "") ;;',
      '      *)',
      '        log "ECS has put another task definition in its place: $state"',
      '        return 1',
      '        ;;',
      '    esac',
      '    beside sleep 5',
      '  done',
      '  return 1',
      '}',
    ],
  },
  {
    name: 'ecs_url',
    lines: [
      '# Where the documents name no host, the tasks are as well as the load balancer and the container check say.',
      'ecs_url() {',
      '  local serving',
      '  URL=${SERVICE_URL:-${HOSTS[$ENVIRONMENT]:+https://${HOSTS[$ENVIRONMENT]}}}',
      '  if [[ -n $URL ]]; then return; fi',
      '  serving=$(task_definition)',
      '  [[ -n $serving ]] || fail "ECS has no service $ECS_SERVICE in cluster $ECS_CLUSTER"',
      '  is_steady "$serving" 30 || fail "the tasks of $serving are not steady"',
      '  log "$serving is steady; SERVICE_URL names where its endpoints are asked"',
      '  exit 0',
      '}',
    ],
  },
];
