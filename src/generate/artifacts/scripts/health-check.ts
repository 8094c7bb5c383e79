import type { ServiceView } from '../../../model/views.ts';
import { constant, type Declaration } from '../shared/declarations.ts';
import { wholeSeconds } from '../shared/seconds.ts';
import { addressFacts, addressOptions, findUrl } from './asking.ts';
import type { Script } from './facts.ts';

function questions(service: ServiceView): readonly Declaration[] {
  const { health, rollout } = service;
  return [
    constant('LIVE', health.live),
    constant('READY', health.ready),
    constant('STARTUP', health.startup),
    constant('READY_SECONDS', wholeSeconds(rollout.readySeconds).map(String)),
  ];
}

const answers = [
  '# Asks until the answer is 2xx, for as long as a new instance may take.',
  'answers() {',
  '  local status until=$((SECONDS + READY_SECONDS))',
  '  status=$(status_of "$URL$1")',
  '  while [[ $status != 2?? ]] && ((SECONDS < until)); do',
  '    sleep 0.5',
  '    status=$(status_of "$URL$1")',
  '  done',
  '  log "$1 $status"',
  '  [[ $status == 2?? ]]',
  '}',
];

export const healthCheck: Script = {
  name: 'health-check',
  purpose: 'asks the health endpoints of the running version',
  options: addressOptions.help,
  cases: addressOptions.cases,
  exclusive: false,
  facts: service => [...questions(service), ...addressFacts(service)],
  functions: () => [answers],
  commands: service => [
    ...findUrl(service),
    'log "asking $URL"',
    'answers "$LIVE" || fail "it is not alive"',
    'answers "$READY" || fail "it is alive, but not ready"',
    '[[ $(status_of "$URL$STARTUP") == 2?? ]] || warn "it is ready, yet its startup endpoint does not say so"',
    'log "healthy"',
  ],
};
