import type { Script } from './facts.ts';

export const cleanup: Script = {
  name: 'cleanup',
  purpose: 'removes old logs, and pods that have ended',
  options: ['  --keep N         how many logs stay (default: 20)'],
  cases: ['--keep) KEEP=${2:-}; shift $(($# > 1 ? 2 : 1)) ;;'],
  exclusive: true,
  facts: () => ['KEEP=20'],
  body: [
    '[[ $KEEP =~ ^[0-9]{1,6}$ ]] || fail "--keep takes a number, not \\"$KEEP\\""',
    '# Their names sort by time; the log that is written now is the newest.',
    'shopt -s nullglob',
    'logs=("$LOGS"/deployment_[0-9]*_[0-9]*.log)',
    'for ((i = 0; i < ${#logs[@]} - KEEP; i++)); do',
    '  [[ ${logs[i]} == "$LOG" ]] || run rm -f -- "${logs[i]}"',
    'done',
    'if ! is_local; then',
    '  for phase in Failed Succeeded; do',
    '    run "${KUBECTL[@]}" delete pods -l "app.kubernetes.io/name=$SERVICE" --field-selector "status.phase=$phase"',
    '  done',
    'fi',
    'log "clean"',
    'finish',
  ],
};
