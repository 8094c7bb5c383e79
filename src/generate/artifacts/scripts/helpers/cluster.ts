import type { Helper } from './helper.ts';

/** What is asked of the cluster and changed in it. Each helper may use only those above it. */
export const cluster: readonly Helper[] = [
  {
    name: 'NAMESPACE',
    late: true,
    lines: ['NAMESPACE=${NAMESPACES[$ENVIRONMENT]:-$SERVICE}'],
  },
  {
    name: 'KUBECTL',
    late: true,
    lines: [
      'KUBECTL=(kubectl ${KUBE_CONTEXT:+--context "$KUBE_CONTEXT"} --namespace "$NAMESPACE" --request-timeout 30s)',
    ],
  },
  {
    name: 'WATCH',
    late: true,
    lines: [
      '# What waits for the cluster has a time of its own.',
      'WATCH=("${KUBECTL[@]}" --request-timeout 0)',
    ],
  },
  {
    name: 'wait_for',
    lines: [
      '# wait_for WORKLOAD SECONDS',
      'wait_for() { run "${WATCH[@]}" rollout status "$1" --timeout "$2s"; }',
    ],
  },
  {
    name: 'apply',
    lines: [
      'apply() { retry "${KUBECTL[@]}" apply --server-side --force-conflicts --field-manager devops-flow -f "$1"; }',
    ],
  },
  {
    name: 'render',
    lines: [
      '# The objects of the environment, each in a file of its own, "$WORK/order" lists them: namespaces first, pods last.',
      'render() {',
      '  [[ -f $OVERLAYS/$ENVIRONMENT/kustomization.yaml ]] \\',
      '    || fail "$OVERLAYS/$ENVIRONMENT has no kustomization.yaml: generate kustomize beside these scripts"',
      '  [[ -f $MANIFESTS/Kustomization ]] \\',
      '    || fail "$MANIFESTS has no Kustomization: generate kubernetes beside these scripts"',
      '  WORK=$(mktemp -d)',
      '  kubectl kustomize "$OVERLAYS/$ENVIRONMENT" >"$WORK/all.yaml" || fail "$OVERLAYS/$ENVIRONMENT cannot be rendered"',
      '  awk -v folder="$WORK" \'',
      '    function store() {',
      '      if (kind == "") return',
      '      gsub(/"/, "", name)',
      '      place = tolower(kind) "-" name',
      '      printf "%s", text >(folder "/" place ".yaml")',
      '      close(folder "/" place ".yaml")',
      '      print place >(folder "/order")',
      '      text = kind = name = ""',
      '    }',
      '    /^---$/ {',
      '      store()',
      '      next',
      '    }',
      '    /^[^ #-]/ { part = $1 }',
      '    /^kind: / { kind = $2 }',
      '    part == "metadata:" && /^  name: / { name = $2 }',
      '    { text = text $0 "\\n" }',
      '    END { store() }\' "$WORK/all.yaml"',
      '}',
    ],
  },
  {
    name: 'GROUND',
    lines: [
      '# What whoever sets an environment up applies: a deployer may not change it.',
      'GROUND="^(namespace|priorityclass|(cluster)?role(binding)?)-|^serviceaccount-$SERVICE-deployer$"',
    ],
  },
  {
    name: 'apply_those',
    lines: [
      '# apply_those PATTERN BUT: the objects whose names match the one and not the other, at once and in their order.',
      'apply_those() {',
      '  local name',
      '  while read -r name; do',
      '    if [[ $name =~ $1 && ! $name =~ $2 ]]; then',
      "      printf '%s\\n' ---",
      '      cat -- "$WORK/$name.yaml"',
      '    fi',
      '  done <"$WORK/order" >"$WORK/chosen.yaml"',
      '  [[ ! -s $WORK/chosen.yaml ]] || apply "$WORK/chosen.yaml"',
      '}',
    ],
  },
  {
    name: 'lay_ground',
    lines: [
      '# A deployer finds it there and may not change it; the first deploy of an administrator, or setup.sh, lays it.',
      'lay_ground() {',
      '  local found',
      '  found=$("${KUBECTL[@]}" get namespace "$NAMESPACE" --ignore-not-found -o name) || fail "the cluster does not say whether $NAMESPACE is set up"',
      '  [[ -n $found ]] || apply_those "$GROUND" "^$" || fail "$NAMESPACE cannot be set up"',
      '}',
    ],
  },
  {
    name: 'told',
    lines: [
      '# told WORKLOAD PATH: a part of it as it stands in the cluster; nothing where it is not there.',
      'told() { "${KUBECTL[@]}" get "$1" --ignore-not-found -o "jsonpath={$2}"; }',
    ],
  },
  {
    name: 'with_image',
    lines: [
      '# with_image KIND: the workload with the image of this release. Where it has it already, kubectl prints nothing.',
      'with_image() {',
      '  kubectl set image --local -f "$WORK/$1-$SERVICE.yaml" "$SERVICE=$IMAGE" -o yaml >"$WORK/image.yaml"',
      '  if [[ -s $WORK/image.yaml ]]; then cat -- "$WORK/image.yaml"; else cat -- "$WORK/$1-$SERVICE.yaml"; fi',
      '}',
    ],
  },
  {
    name: 'take_note',
    lines: [
      '# take_note WORKLOAD KEY=VALUE...: what the next script has to know.',
      'take_note() {',
      '  local workload=$1',
      '  shift',
      '  retry "${KUBECTL[@]}" annotate "$workload" --overwrite "${@/#/devops-flow/}"',
      '}',
    ],
  },
  {
    name: 'note_of',
    lines: ['note_of() { told "$1" ".metadata.annotations.devops-flow/$2"; }'],
  },
];
