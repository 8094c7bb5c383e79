import type { Text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { httpPortName } from '../shared/ports.ts';
import { wholeSeconds } from '../shared/seconds.ts';
import { constant, type Script } from './facts.ts';

function questions(service: ServiceView): readonly Text[] {
  const { health, rollout } = service;
  return [
    constant('LIVE', health.live),
    constant('READY', health.ready),
    constant('STARTUP', health.startup),
    constant('TIMEOUT_SECONDS', health.timeoutSeconds.map(String)),
    constant('READY_SECONDS', wholeSeconds(rollout.readySeconds).map(String)),
    constant('HTTP_PORT', httpPortName(service) ?? 'http'),
  ];
}

export const healthCheck: Script = {
  name: 'health-check',
  purpose: 'asks the health endpoints of the running version',
  options: [
    '  --url URL        where the service answers (default: found through devops-flow, or a port-forward)',
    '  --target NAME    what to forward to in the cluster, such as deployment/NAME (default: the Service)',
  ],
  cases: [
    '--url) URL=${2:-}; shift $(($# > 1 ? 2 : 1)) ;;',
    '--target) TARGET=${2:-}; shift $(($# > 1 ? 2 : 1)) ;;',
  ],
  exclusive: false,
  facts: service => [...questions(service), 'URL=', 'TARGET=service/$SERVICE'],
  body: () => [
    '# The status of GET URL; 000 when nothing answers in time. Bash opens the socket itself where curl is missing.',
    'status_of() {',
    '  local url=$1 host port path status=000',
    '  if command -v curl >/dev/null; then',
    '    curl -s -o /dev/null -m "$TIMEOUT_SECONDS" -w \'%{http_code}\' -- "$url" || true',
    '    return',
    '  fi',
    '  host=${url#http://}; path=/${host#*/}; host=${host%%/*}; port=${host##*:}; host=${host%:*}',
    '  # shellcheck disable=SC2016 # expanded by the inner bash, which timeout can end',
    '  status=$(timeout "$TIMEOUT_SECONDS" bash -c \'exec 3<>"/dev/tcp/$0/$1" && printf "GET %s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n" "$2" "$0" >&3 && read -r _ code _ <&3 && echo "$code"\' "$host" "$port" "$path" 2>/dev/null) || true',
    '  echo "${status:-000}"',
    '}',
    '',
    '# Asks until the answer is 2xx, for as long as a new instance may take.',
    'answers() {',
    '  local status until=$((SECONDS + READY_SECONDS))',
    '  while status=$(status_of "$URL$1"); [[ $status != 2?? ]] && ((SECONDS < until)); do sleep 0.5; done',
    '  log "$1 $status"',
    '  [[ $status == 2?? ]]',
    '}',
    '',
    'find_url() {',
    '  if is_local; then',
    '    URL=$("$FLOW" status "$PROJECT" --env local --json 2>/dev/null \\',
    '      | sed -n \'s|^ *"url": "\\(http://[^"/]*\\)".*|\\1|p\' | head -n 1) || true',
    '    [[ -n $URL ]] || fail "nothing runs here: scripts/deploy.sh --env local"',
    '  else',
    '    forward=$(mktemp)',
    '    "${KUBECTL[@]}" port-forward "$TARGET" ":$HTTP_PORT" >"$forward" 2>&1 &',
    '    forwarder=$!',
    '    trap \'kill "$forwarder" 2>/dev/null || true; rm -f -- "$forward"\' EXIT',
    '    until port=$(sed -n \'s/^Forwarding from 127.0.0.1:\\([0-9]*\\) .*/\\1/p\' "$forward") && [[ -n $port ]]; do',
    '      kill -0 "$forwarder" 2>/dev/null || fail "no way to the service: $(tail -n 1 -- "$forward")"',
    '      sleep 0.1',
    '    done',
    '    URL=http://127.0.0.1:$port',
    '  fi',
    '}',
    '',
    '[[ -n $URL ]] || find_url',
    'URL=${URL%/}',
    'log "asking $URL"',
    'answers "$LIVE" || fail "it is not alive"',
    'answers "$READY" || fail "it is alive, but not ready"',
    '[[ $(status_of "$URL$STARTUP") == 2?? ]] || warn "it is ready, yet its startup endpoint does not say so"',
    'log "healthy"',
    'finish',
  ],
};
