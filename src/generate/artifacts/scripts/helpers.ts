import { plain } from '../../../model/traced.ts';
import { shellWord } from '../shared/shell.ts';
import type { Home } from './facts.ts';

/** Functions and settings that scripts share; each script carries only those that it uses. */
interface Helper {
  readonly name: string;
  readonly lines: readonly string[];
  /** In a project of several services, where each has folders of its own. */
  readonly amongOthers?: readonly string[];
}

// Each may use only those above it.
const helpers: readonly Helper[] = [
  { name: 'LOG_FOLDER', lines: ['LOG_FOLDER=$ROOT/logs'], amongOthers: ['LOG_FOLDER=$ROOT/logs/$SERVICE'] },
  {
    name: 'log',
    lines: [
      'log() {',
      '  printf \'%s %s %s\\n\' "$(date +%H:%M:%S)" "${BASH_SOURCE[0]##*/}" "$*" | tee -a -- "${LOG:-/dev/null}" >&2',
      '}',
    ],
  },
  { name: 'fail', lines: ['fail() { log "error: $*"; exit 1; }'] },
  { name: 'warn', lines: ['warn() { WARNINGS=$((WARNINGS + 1)); log "warning: $*"; }'] },
  { name: 'finish', lines: ['finish() { if ((WARNINGS > 0)); then exit 2; fi; exit 0; }'] },
  { name: 'need', lines: ['need() { command -v -- "$1" >/dev/null || fail "$1 is needed: $2"; }'] },
  { name: 'is_local', lines: ['is_local() { [[ $ENVIRONMENT == local ]]; }'] },
  {
    name: 'is_among',
    lines: [
      'is_among() {',
      '  local name',
      '  for name in "$@"; do if [[ $name == "$ENVIRONMENT" ]]; then return 0; fi; done',
      '  return 1',
      '}',
    ],
  },
  {
    name: 'run',
    lines: [
      '# What it runs, in the log; the lock (9) is not handed on to processes that stay.',
      'run() {',
      '  log "+ $*"',
      '  "$@" 9>&- 2>&1 | tee -a -- "$LOG" >&2',
      '}',
    ],
  },
  { name: 'FLOW', lines: ['FLOW=${DEVOPS_FLOW:-devops-flow}'] },
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
  {
    name: 'find_project',
    lines: [
      'find_project() {',
      '  local folder=$ROOT name',
      '  while [[ -z $PROJECT && $folder != / ]]; do',
      '    for name in devops-flow.yaml docs/07_REQ docs/09_SPEC score.yaml compose.yaml compose.yml docker-compose.yml; do',
      '      if [[ -e $folder/$name ]]; then PROJECT=$folder; fi',
      '    done',
      '    folder=$(dirname -- "$folder")',
      '  done',
      '  [[ -d $PROJECT ]] || fail "no documents above $ROOT: say --project DIR"',
      '}',
    ],
  },
  {
    name: 'apply_sources',
    lines: [
      '# The files of the project that the pods mount, as they are now.',
      'apply_sources() {',
      '  local key arguments=()',
      '  find_project',
      '  for key in "${!SOURCES[@]}"; do arguments+=(--from-file "$key=$PROJECT/${SOURCES[$key]}"); done',
      '  kubectl create configmap "$SERVICE-sources" "${arguments[@]}" --dry-run=client -o yaml | apply -',
      '}',
    ],
  },
  {
    name: 'stamp_sources',
    lines: [
      '# Pods are replaced when one of these files has changed, too.',
      'stamp_sources() {',
      '  local digest',
      '  digest=$(cd -- "$PROJECT" && sha256sum -- "${SOURCES[@]}" | sort | sha256sum | cut -d " " -f 1)',
      '  kubectl patch --local -f - --type=merge -o yaml \\',
      '    -p \'{"spec": {"template": {"metadata": {"annotations": {"checksum/sources": "\'"$digest"\'"}}}}}\'',
      '}',
    ],
  },
  {
    name: 'find_tools',
    lines: [
      'find_tools() {',
      '  if is_local; then',
      '    need "$FLOW" "set DEVOPS_FLOW to the path of the command"',
      '    find_project',
      '  else',
      '    need kubectl "it speaks to the cluster"',
      '  fi',
      '}',
    ],
  },
  {
    name: 'check_health',
    lines: [
      '# Exit code 2 of a script that this one calls is a warning here too.',
      'check_health() {',
      '  local code=0',
      '  bash "$HERE/health-check.sh" --env "$ENVIRONMENT" ${PROJECT:+--project "$PROJECT"} "$@" 9>&- || code=$?',
      '  if ((code == 2)); then warn "health-check.sh warned"; fi',
      '  ((code == 0 || code == 2))',
      '}',
    ],
  },
];

/** The output folder, seen from that of the scripts, and the manifests in it. */
function places({ placement, folders }: Home): readonly Helper[] {
  const steps = folders.scripts.split('/').filter(step => step !== '' && step !== '.').length;
  const up = placement === 'alone' ? steps : steps + 1;
  let root = '$HERE';
  for (let i = 0; i < up; i += 1) root = `$(dirname -- "${root}")`;
  const manifests = `$ROOT/${plain(shellWord(folders.kubernetes))}`;
  return [
    { name: 'ROOT', lines: [`ROOT=${root}`] },
    { name: 'MANIFESTS', lines: [`MANIFESTS=${manifests}${placement === 'alone' ? '' : '/$SERVICE'}`] },
  ];
}

function placed(home: Home): readonly Helper[] {
  const own = [...places(home), ...helpers];
  if (home.placement === 'alone') return own;
  return own.map(({ name, lines, amongOthers }) => ({ name, lines: amongOthers ?? lines }));
}

/** The helpers that the lines use, and those that these use in turn. */
export function helpersFor(lines: readonly string[], home: Home): string[] {
  const wanted: Helper[] = [];
  const mentioned = new Set(lines.flatMap(wordsOf));
  for (const helper of placed(home).toReversed()) {
    if (!mentioned.has(helper.name)) continue;
    wanted.unshift(helper);
    for (const word of helper.lines.flatMap(wordsOf)) mentioned.add(word);
  }
  return wanted.flatMap(helper => helper.lines);
}

const wordsOf = (line: string): string[] => line.split(/[^A-Za-z_]+/);
