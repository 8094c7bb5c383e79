import type { Helper } from './helper.ts';

/** How commands are run: logged, tried again, and ended with the script. Each helper may use only those above it. */
export const running: readonly Helper[] = [
  {
    name: 'ended',
    lines: [
      '# What has just been started runs beside the script, in a process group of its own: a signal is heard at once and',
      '# reaches all of it.',
      'ended() {',
      '  set +m',
      '  wait "$!"',
      '}',
    ],
  },
  {
    name: 'beside',
    lines: [
      '# The lock (9) is not handed on to processes that stay.',
      'beside() {',
      '  set -m',
      '  "$@" </dev/null 9>&- &',
      '  ended',
      '}',
    ],
  },
  {
    name: 'run',
    lines: [
      'run() {',
      '  log "+ $*"',
      '  set -m',
      '  "$@" </dev/null 2>&1 9>&- | (trap "" INT TERM HUP && exec tee -a -- "$LOG" 9>&-) >&2 &',
      '  ended',
      '}',
    ],
  },
  {
    name: 'retry',
    lines: [
      '# Tries again what may fail in passing, each time after twice the pause.',
      'retry() {',
      '  local attempt=1 pause=1',
      '  until run "$@"; do',
      '    ((attempt < ATTEMPTS)) || return 1',
      '    log "attempt $attempt of $ATTEMPTS failed; the next one in $pause s"',
      '    beside sleep "$pause"',
      '    attempt=$((attempt + 1))',
      '    pause=$((pause * 2))',
      '  done',
      '}',
    ],
  },
  { name: 'FLOW', lines: ['FLOW=${DEVOPS_FLOW:-devops-flow}'] },
];
