import type { Helper } from './helper.ts';

/** What every script says and asks about itself. Each helper may use only those above it. */
export const basics: readonly Helper[] = [
  { name: 'LOG_FOLDER', lines: ['LOG_FOLDER=$ROOT/logs'], amongOthers: ['LOG_FOLDER=$ROOT/logs/$SERVICE'] },
  {
    name: 'log',
    lines: [
      'log() {',
      '  printf \'%(%H:%M:%S)T %s %s\\n\' -1 "${BASH_SOURCE[0]##*/}" "$*" | tee -a -- "${LOG:-/dev/null}" >&2',
      '}',
    ],
  },
  { name: 'fail', lines: ['fail() {', '  ENDED=yes', '  log "error: $*"', '  exit 1', '}'] },
  { name: 'warn', lines: ['warn() {', '  WARNINGS=$((WARNINGS + 1))', '  log "warning: $*"', '}'] },
  { name: 'need', lines: ['need() { command -v -- "$1" >/dev/null || fail "$1 is needed: $2"; }'] },
  { name: 'is_local', lines: ['is_local() { [[ $TARGET == process ]]; }'] },
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
    name: 'would',
    lines: [
      '# True for --dry-run: says what would be done.',
      'would() { [[ -n $DRY_RUN ]] && log "would $*"; }',
    ],
  },
];
