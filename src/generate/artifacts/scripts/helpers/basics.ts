import type { Helper } from './helper.ts';

/** What every script says and asks about itself. Each helper may use only those above it. */
export const basics: readonly Helper[] = [
  { name: 'LOG_FOLDER', lines: ['LOG_FOLDER=$ROOT/logs'], amongOthers: ['LOG_FOLDER=$ROOT/logs/$SERVICE'] },
  {
    name: 'log',
    lines: [
      'log() {',
      '  printf \'%s %s %s\\n\' "$(date +%H:%M:%S)" "${BASH_SOURCE[0]##*/}" "$*" | tee -a -- "${LOG:-/dev/null}" >&2',
      '}',
    ],
  },
  { name: 'fail', lines: ['fail() {', '  log "error: $*"', '  exit 1', '}'] },
  { name: 'warn', lines: ['warn() {', '  WARNINGS=$((WARNINGS + 1))', '  log "warning: $*"', '}'] },
  { name: 'finish', lines: ['finish() {', '  if ((WARNINGS > 0)); then exit 2; fi', '  exit 0', '}'] },
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
];
