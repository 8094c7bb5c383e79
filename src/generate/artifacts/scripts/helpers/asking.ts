import type { Helper } from './helper.ts';

/** How a running version is found and asked. Each helper may use only those above it. */
export const asking: readonly Helper[] = [
  {
    name: 'status_of',
    lines: [
      '# The status of GET URL; 000 when nothing answers in time. Bash opens the socket itself where curl is missing.',
      'status_of() {',
      '  local url=$1 host port path status=000',
      '  if command -v curl >/dev/null; then',
      '    curl -s -o /dev/null -m "$TIMEOUT_SECONDS" -w \'%{http_code}\' -- "$url" || true',
      '    return',
      '  fi',
      '  host=${url#http://}',
      '  path=/${host#*/}',
      '  host=${host%%/*}',
      '  port=${host##*:}',
      '  host=${host%:*}',
      '  # shellcheck disable=SC2016 # expanded by the inner bash, which timeout can end',
      '  status=$(timeout "$TIMEOUT_SECONDS" bash -c \'exec 3<>"/dev/tcp/$0/$1" && printf "GET %s HTTP/1.0\\r\\nHost: %s\\r\\n\\r\\n" "$2" "$0" >&3 && read -r _ code _ <&3 && echo "$code"\' "$host" "$port" "$path" 2>/dev/null) || true',
      '  echo "${status:-000}"',
      '}',
    ],
  },
  {
    name: 'local_url',
    lines: [
      'local_url() {',
      '  URL=$("$FLOW" status "$PROJECT" --env "$ENVIRONMENT" --json 2>/dev/null \\',
      '    | sed -n \'s|^ *"url": "\\(http://[^"/]*\\)".*|\\1|p\') || true',
      "  URL=${URL%%$'\\n'*}",
      '  [[ -n $URL ]] || fail "nothing runs here: deploy.sh --env $ENVIRONMENT"',
      '}',
    ],
  },
  {
    name: 'forward_url',
    lines: [
      'forward_url() {',
      '  local port answer',
      '  answer=$(mktemp)',
      '  "${WATCH[@]}" port-forward "$TARGET_NAME" ":$HTTP_PORT" >"$answer" 2>&1 9>&- &',
      '  FORWARDER=$!',
      '  until port=$(sed -n \'s/^Forwarding from 127.0.0.1:\\([0-9]*\\) .*/\\1/p\' "$answer") && [[ -n $port ]]; do',
      '    if ! kill -0 "$FORWARDER" 2>/dev/null; then',
      '      port=$(tail -n 1 -- "$answer")',
      '      rm -f -- "$answer"',
      '      fail "no way to the service: $port"',
      '    fi',
      '    sleep 0.1',
      '  done',
      '  rm -f -- "$answer"',
      '  URL=http://127.0.0.1:$port',
      '}',
    ],
  },
];
