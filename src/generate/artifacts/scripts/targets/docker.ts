/** One Docker Engine: two sets of containers, and nginx before them, which sends all requests to one of the two. */
import { versions } from '../../../../model/official-images.ts';
import { combine, type Text, type Traced, text } from '../../../../model/traced.ts';
import { quantityValue } from '../../../../model/values/quantities.ts';
import { isBuilt, isServing, type ServiceView } from '../../../../model/views.ts';
import { array, constant, type Declaration } from '../../shared/declarations.ts';
import { andAsked } from '../deploying.ts';
import { secondsOf } from '../facts.ts';

/** What a container of the service is given. */
export function dockerFacts(service: ServiceView): readonly Declaration[] {
  const { limits } = service.resources;
  const { drainSeconds, graceSeconds } = service.shutdown;
  return [
    ...frontFacts(service),
    ...array(
      'REPLICAS',
      service.environments
        .filter(({ target }) => target.value === 'docker')
        .map(({ name, replicas }) => [name, replicas.map(String)] as const),
    ),
    ...array('GIVEN', given(service)),
    ...array('WORDS', isBuilt(service) ? [] : [...service.command.slice(1), ...service.arguments]),
    constant('CPUS', processors(limits.cpu)),
    constant('MEMORY', mebibytes(limits.memory)),
    constant(
      'STOP_SECONDS',
      combine([drainSeconds, graceSeconds], () => String(Math.ceil(drainSeconds.value + graceSeconds.value))),
    ),
  ];
}

/** What scripts that move the traffic know of both sides of nginx. */
export const frontFacts = (service: ServiceView): readonly Declaration[] => [
  constant('PORT', isServing(service) ? service.port.map(String) : '8080'),
  constant('READY_SECONDS', secondsOf(service.rollout.readySeconds) ?? '60'),
  constant('FRONT_IMAGE', `nginx:${versions.nginx.mainline}-trixie`),
];

const processors = (quantity: Traced<string> | undefined): Text =>
  quantity?.map(value => String(quantityValue(value))) ?? '1';

/** "256Mi" is "256m". */
const mebibytes = (quantity: Traced<string> | undefined): Text =>
  quantity?.map(value => `${Math.ceil(quantityValue(value))}m`) ?? '512m';

/** Options of `docker run`: settings that are no secret, and volumes. */
function given(service: ServiceView): readonly Text[] {
  const volumes = service.volumes.filter(({ kind }) => kind.value === 'persistent');
  const mounted = new Set(volumes.flatMap(({ variable }) => variable?.value ?? []));
  const [entry] = isBuilt(service) ? [] : service.command;
  return [
    ...(isServing(service) ? ['--env', text`PORT=${service.port.map(String)}`] : []),
    ...service.variables
      .filter(({ name, sensitive, reference }) => !sensitive.value && !reference && !mounted.has(name.value))
      .flatMap(({ name, default: value }) => (value === undefined ? [] : ['--env', text`${name}=${value}`])),
    ...volumes.flatMap(({ name, path, variable }) => [
      '--mount',
      text`type=volume,source=${service.name}-${name},target=${path}`,
      ...(variable ? ['--env', text`${variable}=${path}`] : []),
    ]),
    ...(entry === undefined ? [] : ['--entrypoint', entry]),
  ];
}

export const dockerDeploy = (service: ServiceView): readonly string[] => [
  '# start_copies SLOT: as many containers as the environment has replicas, none of an earlier try among them.',
  'start_copies() {',
  '  local number name',
  '  remove_copies "$1"',
  '  for ((number = 1; number <= ${REPLICAS[$ENVIRONMENT]}; number++)); do',
  '    name=$PLACE-$1-$number',
  '    run docker run --detach --name "$name" --network "$PLACE" --label "devops-flow.place=$PLACE" --label "devops-flow.slot=$1" \\',
  '      --restart unless-stopped --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --pids-limit 512 \\',
  '      --cpus "$CPUS" --memory "$MEMORY" --stop-timeout "$STOP_SECONDS" --publish "127.0.0.1::$PORT" \\',
  '      ${ENV_FILE:+--env-file "$ENV_FILE"} "${GIVEN[@]}" "$IMAGE" "${WORDS[@]}" || return 1',
  '  done',
  '}',
  '',
  'deploy_to_docker() {',
  '  local active target id before',
  '  ENV_FILE=${ENV_FILE:-}',
  '  active=$(front_says slot)',
  '  target=$(other_slot "${active:-green}")',
  '  before=${active:+the $active slot serves as before}',
  '  before=${before:-nothing serves yet}',
  '  if would "start $IMAGE in $PLACE beside ${active:-nothing}, and point nginx to it"; then return; fi',
  '  reload_front || fail "nginx could not be told to read its configuration; $before"',
  '  docker image inspect "$IMAGE" >/dev/null 2>&1 || retry docker pull --quiet "$IMAGE" || fail "$IMAGE cannot be had"',
  '  id=$(docker image inspect --format \'{{.Id}}\' "$IMAGE")',
  '  if [[ -n $active && $(front_says release) == "$id" ]]; then',
  '    log "$IMAGE is in the $active slot already"',
  '    are_well "$active" || fail "the $active slot is not well: rollback.sh"',
  '    target=$active',
  '  else',
  '    docker network inspect "$PLACE" >/dev/null 2>&1 || run docker network create "$PLACE"',
  `    if ! { start_copies "$target" && are_well "$target"${andAsked(service, ' --url "$(url_of "$PLACE-$target-1")"')}; }; then`,
  '      remove_copies "$target"',
  '      fail "$IMAGE is not well; $before"',
  '    fi',
  '    if [[ -n $NO_SWITCH && -n $active ]]; then',
  '      log "the $target slot is ready and serves nobody: switch-traffic.sh --to $target"',
  '      return',
  '    fi',
  '    point_front "$target" "$id" none || fail "nginx could not be pointed to $target; $before"',
  '  fi',
  '  [[ $(front_says verdict) != good ]] || return 0',
  '  healthy_while_baking || roll_back',
  '  point_front "$target" "$id" good || fail "nginx could not be told that $target is well"',
  '  if [[ -n $active ]]; then log "the $active slot stays warm for a rollback until cleanup.sh"; fi',
  '}',
];

export const dockerRollback: readonly string[] = [
  'roll_back_on_docker() {',
  '  local active other',
  '  active=$(front_says slot)',
  '  [[ -n $active ]] || fail "nothing serves in $PLACE"',
  '  if [[ $(front_says verdict) == back ]]; then',
  '    [[ -n $DRY_RUN ]] || reload_front || fail "nginx could not be told to read its configuration"',
  '    log "rolled back already: the $active slot serves"',
  '    return',
  '  fi',
  '  other=$(other_slot "$active")',
  '  [[ -n $(copies "$other") ]] || fail "there is no version before this one"',
  '  if would "point nginx in $PLACE from $active to $other"; then return; fi',
  '  wake "$other" || fail "the $other slot does not get well; $active serves as before"',
  '  point_front "$other" "$(release_of "$other")" back || fail "nginx could not be pointed to $other"',
  '}',
];

export const dockerSwitch: readonly string[] = [
  'active=$(front_says slot)',
  '[[ -n $active ]] || fail "nothing serves in $PLACE"',
  'TO=${TO:-$(other_slot "$active")}',
  'if [[ $TO == "$active" ]]; then',
  '  [[ -n $DRY_RUN ]] || reload_front || fail "nginx could not be told to read its configuration"',
  '  log "the $TO slot serves already"',
  '  exit 0',
  'fi',
  '[[ -n $(copies "$TO") ]] || fail "there is no $TO slot: deploy.sh --no-switch starts one"',
  'if would "point nginx in $PLACE to $TO"; then exit 0; fi',
  'wake "$TO" || fail "the $TO slot does not get well; $active serves as before"',
  'point_front "$TO" "$(release_of "$TO")" good || fail "nginx could not be pointed to $TO"',
  'log "the $TO slot serves; $active stays warm: switch-traffic.sh --to $active goes back"',
];

export const dockerCleanup: readonly string[] = [
  '[[ -n $DRY_RUN ]] || reload_front || fail "nginx could not be told to read its configuration"',
  'active=$(front_says slot)',
  'if [[ -n $active && -n $(copies "$(other_slot "$active")") ]]; then',
  '  would "stop the $(other_slot "$active") slot" || stop_copies "$(other_slot "$active")" || warn "the idle slot could not be stopped"',
  'fi',
];
