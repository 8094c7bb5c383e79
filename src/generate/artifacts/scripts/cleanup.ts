import { isServing, isStateful, type ServiceView } from '../../../model/views.ts';
import { type Script, strategies, valueOption } from './facts.ts';

export const cleanup: Script = {
  name: 'cleanup',
  purpose: 'stops the version before, and removes old logs and pods that have ended',
  options: ['  --keep N         how many logs stay (default: 20)'],
  cases: valueOption('--keep', 'KEEP'),
  exclusive: true,
  facts: service => [...(hasSlots(service) ? strategies(service) : []), 'KEEP=20'],
  body: service => [
    '[[ $KEEP =~ ^[0-9]{1,6}$ ]] || fail "--keep takes a number, not \\"$KEEP\\""',
    '# Their names sort by time; the log that is written now is the newest.',
    'shopt -s nullglob',
    'logs=("$LOGS"/deployment_[0-9]*_[0-9]*.log)',
    'for ((i = 0; i < ${#logs[@]} - KEEP; i++)); do',
    '  [[ ${logs[i]} == "$LOG" ]] || run rm -f -- "${logs[i]}"',
    'done',
    'if ! is_local; then',
    ...(hasSlots(service) ? idleSlot : []),
    '  for phase in Failed Succeeded; do',
    '    run "${KUBECTL[@]}" delete pods -l "app.kubernetes.io/name=$SERVICE" --field-selector "status.phase=$phase"',
    '  done',
    'fi',
    'log "clean"',
    'finish',
  ],
};

/** Only what serves requests, and has no volumes that a copy would not have, has a slot beside it. */
const hasSlots = (service: ServiceView) => isServing(service) && !isStateful(service);

const idleSlot = [
  '  idle=$(other_slot "$(active_slot)")',
  '  if [[ ${STRATEGIES[$ENVIRONMENT]:-} == blue-green && -n $(replicas_of "$idle") ]]; then',
  '    run "${KUBECTL[@]}" scale "deployment/$(name_of "$idle")" --replicas 0',
  '  fi',
];
