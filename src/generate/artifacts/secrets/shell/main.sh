# A value that has fewer days left is due.
readonly DUE_DAYS=7

usage() {
  cat <<'END'
secrets.sh COMMAND --env ENVIRONMENT [--of RESOURCE]

  setup   makes the secrets without values, and lets the cluster read them
  put     takes new values from standard input: a JSON object, the names that sops/ENVIRONMENT.yaml lists
  check   says how many days values have left
  rotate  the same, and has the store replace what is due, where it can

Exit codes: 0 done, 1 failed, 2 a person has to put a value: it is missing, or has no more than 7 days left.
Values come in by standard input only, and are never shown. From the environment:

END
  store_usage
}

fail() {
  printf 'secrets.sh: %s\n' "$*" >&2
  exit 1
}

# Days until a value is as old as the documents allow; nothing where there is none yet.
days_left() {
  local changed
  changed=$(store_changed "$1") || return 1
  case $changed in
    '' | None) return 0 ;;
    *[!0-9.]*) changed=$(date --date="$changed" +%s) || return 1 ;;
  esac
  echo $((ROTATE_DAYS - ($(date +%s) - ${changed%.*}) / 86400))
}

# Ends with 2 where a person has something to do.
inspect() {
  local days
  days=$(days_left "$1") || return 1
  if [[ -z $days ]]; then
    echo "$1 has no value yet: put one"
    return 2
  elif ((ROTATE_DAYS == 0)); then
    echo "$1 has a value; no document says how long it may stay"
  elif ((days > DUE_DAYS)); then
    echo "$1 has $days days left"
  elif [[ $COMMAND == rotate ]] && store_rotate "$1"; then
    echo "$1 had $days days left: the store replaces it"
  else
    echo "$1 has $days days left: put a new value"
    return 2
  fi
}

inspect_all() {
  local secret status due=0
  for secret in "$@"; do
    status=0
    inspect "$secret" || status=$?
    ((status == 0 || status == 2)) || exit "$status"
    ((status == 0)) || due=2
  done
  return "$due"
}

COMMAND=${1:-}
ENVIRONMENT='' RESOURCE=''
[[ $COMMAND != --help ]] || {
  usage
  exit 0
}
shift || true
while (($# > 0)); do
  case $1 in
    --env) ENVIRONMENT=${2:-} ;;
    --of) RESOURCE=${2:-} ;;
    *) fail "what is $1? secrets.sh --help says what there is" ;;
  esac
  shift $(($# > 1 ? 2 : 1))
done
[[ -n $ENVIRONMENT && -n ${NAMES[$ENVIRONMENT]:-} ]] || fail "--env names one of: ${!NAMESPACES[*]}"
readonly COMMAND ENVIRONMENT RESOURCE
readonly NAMESPACE=${NAMESPACES[$ENVIRONMENT]}

names=("${NAMES[$ENVIRONMENT]}")
for resource in "${RESOURCES[@]}"; do
  key=$ENVIRONMENT/$resource
  names+=("${NAMES[$key]}")
done

case $COMMAND in
  setup) store_setup "${names[@]}" ;;
  put)
    key=$ENVIRONMENT${RESOURCE:+/$RESOURCE}
    secret=${NAMES[$key]:-}
    [[ -n $secret ]] || fail "--of names one of: ${RESOURCES[*]}"
    store_put "$secret"
    echo "$secret has a new value"
    ;;
  check | rotate) inspect_all "${names[@]}" ;;
  *)
    usage >&2
    exit 1
    ;;
esac
