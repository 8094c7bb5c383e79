import type { Helper } from './helper.ts';

/** The documents and files beside the scripts, and the scripts themselves. Each helper may use only those above it. */
export const project: readonly Helper[] = [
  {
    name: 'find_project',
    lines: [
      'find_project() {',
      '  local folder=$ROOT name',
      '  while [[ -z $PROJECT && -n $folder ]]; do',
      '    for name in devops-flow.yaml docs/07_REQ docs/09_SPEC score.yaml compose.yaml compose.yml docker-compose.yml; do',
      '      if [[ -e $folder/$name ]]; then PROJECT=$folder; fi',
      '    done',
      '    folder=${folder%/*}',
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
      '  kubectl create configmap "$SERVICE-sources" "${arguments[@]}" --dry-run=client -o yaml >"$WORK/sources.yaml"',
      '  apply "$WORK/sources.yaml"',
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
      '  case $TARGET in',
      '    process)',
      '      need "$FLOW" "set DEVOPS_FLOW to the path of the command"',
      '      find_project',
      '      ;;',
      '    docker) need docker "it speaks to the Docker Engine" ;;',
      '    ecs)',
      '      need aws "it speaks to ECS"',
      '      need jq "it edits task definitions"',
      '      ;;',
      '    *) need kubectl "it speaks to the cluster" ;;',
      '  esac',
      '}',
    ],
  },
  {
    name: 'call',
    lines: [
      '# call SCRIPT OPTION...: another script for the same environment. Its exit code 2 is a warning here too.',
      'call() {',
      '  local code=0 script=$1',
      '  shift',
      '  beside bash "$HERE/$script.sh" --env "$ENVIRONMENT" ${PROJECT:+--project "$PROJECT"} "$@" || code=$?',
      '  if ((code == 2)); then warn "$script.sh warned"; fi',
      '  ((code == 0 || code == 2))',
      '}',
    ],
  },
];
