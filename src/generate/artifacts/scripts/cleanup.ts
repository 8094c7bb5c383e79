import { isServing, isStateful, type ServiceView } from '../../../model/views.ts';
import { valueOption } from '../shared/shell.ts';
import { onTarget, type Script, strategies } from './facts.ts';
import { dockerCleanup } from './targets/docker.ts';

export const cleanup: Script = {
  name: 'cleanup',
  purpose: 'stops the version before, and removes old logs and pods that have ended',
  options: ['  --keep N         how many logs stay (default: 20)'],
  cases: valueOption('--keep', 'KEEP'),
  exclusive: true,
  facts: service => [...(hasSlots(service) ? strategies(service) : []), 'KEEP=20'],
  commands: service => [
    '[[ $KEEP =~ ^[0-9]{1,6}$ ]] || fail "--keep takes a number, not \\"$KEEP\\""',
    '# Their names sort by time; the log that is written now is the newest.',
    'shopt -s nullglob',
    'logs=("$LOGS"/deployment_[0-9]*_[0-9]*.log)',
    'for ((i = 0; i < ${#logs[@]} - KEEP; i++)); do',
    '  [[ ${logs[i]} == "$LOG" ]] || would "remove ${logs[i]}" || run rm -f -- "${logs[i]}"',
    'done',
    ...onTarget(service, {
      process: [':'],
      docker: hasSlots(service) ? dockerCleanup : [':'],
      ecs: [':'],
      kubernetes: [...(hasSlots(service) ? idleSlot : []), ...endedPods],
    }),
    'log "clean"',
  ],
};

/** Only what serves requests, and has no volumes that a copy would not have, has a slot beside it. */
export const hasSlots = (service: ServiceView): boolean => isServing(service) && !isStateful(service);

const endedPods = [
  'if ! would "delete the pods of $SERVICE in $NAMESPACE that have ended"; then',
  '  for phase in Failed Succeeded; do',
  '    retry "${KUBECTL[@]}" delete pods -l "app.kubernetes.io/name=$SERVICE" --field-selector "status.phase=$phase" || warn "pods that have ended could not be deleted"',
  '  done',
  'fi',
];

const idleSlot = [
  'idle=$(other_slot "$(active_slot)")',
  'if [[ ${STRATEGIES[$ENVIRONMENT]:-} == blue-green && -n $(replicas_of "$idle") ]]; then',
  '  if ! would "scale deployment $(name_of "$idle") to 0"; then',
  '    retry "${KUBECTL[@]}" scale "deployment/$(name_of "$idle")" --replicas 0 || warn "the idle copy could not be stopped"',
  '  fi',
  'fi',
];
