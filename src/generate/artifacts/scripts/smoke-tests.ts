import type { Text } from '../../../model/traced.ts';
import { text } from '../../../model/traced.ts';
import type { ServiceView } from '../../../model/views.ts';
import { array } from '../shared/declarations.ts';
import { asksOtherwise, probeOf } from '../shared/probe.ts';
import { addressFacts, addressOptions, findUrl } from './asking.ts';
import type { Script } from './facts.ts';

/** What may be asked without a body, a parameter or a right, and changes nothing. */
function harmless({ endpoints, health }: ServiceView): readonly Text[] {
  const probed = (['live', 'ready'] as const)
    .filter(name => health.over.value === 'http' && !asksOtherwise(probeOf(health, name)))
    .map(name => health[name]);
  const asked = endpoints
    .filter(({ method, path }) => method.value === 'GET' && !/[{:*]/.test(path.value))
    .filter(
      ({ auth }) => auth === undefined || /^(?:none|public|anonymous|n\/a|-)?$/i.test(auth.value.trim()),
    )
    .map(({ path }) => text`${path}`);
  return [...probed, ...asked];
}

const askHarmless = [
  'log "no $TESTS/smoke.sh: asking what changes nothing (generate tests for more)"',
  'failed=0',
  'for path in "${PATHS[@]}"; do',
  '  status=$(status_of "$URL$path")',
  '  log "$path $status"',
  '  [[ $status == [23]?? ]] || failed=$((failed + 1))',
  'done',
  '((failed == 0)) || fail "$failed of ${#PATHS[@]} paths do not answer as they should"',
];

const askNothing = [
  'log "no $TESTS/smoke.sh, and the documents name nothing that may be asked of everybody"',
];

export const smokeTests: Script = {
  name: 'smoke-tests',
  purpose: 'asks every endpoint that may be asked safely, or all that the generated smoke tests ask',
  options: [
    ...addressOptions.help,
    '  --read-only      ask nothing that changes data (always so in production and in the last environment)',
  ],
  cases: [...addressOptions.cases, '--read-only)', '  READ_ONLY=yes', '  shift', '  ;;'],
  exclusive: false,
  facts: service => [
    ...(harmless(service).length > 0 ? array('PATHS', harmless(service)) : []),
    ...addressFacts(service),
    'READ_ONLY=""',
  ],
  commands: service => [
    '# What is made in production, or in the last environment, would be found by its users.',
    'case $ENVIRONMENT in',
    '  production | "${ENVIRONMENTS[${#ENVIRONMENTS[@]} - 1]}") [[ $TARGET == process ]] || READ_ONLY=yes ;;',
    'esac',
    ...findUrl(service),
    'if [[ -f $TESTS/smoke.sh ]]; then',
    '  need curl "the smoke tests ask with it"',
    '  run bash "$TESTS/smoke.sh" --url "$URL" ${READ_ONLY:+--read-only} || fail "the smoke tests fail; the lines above say which"',
    'else',
    ...(harmless(service).length > 0 ? askHarmless : askNothing).map(line => `  ${line}`),
    'fi',
    'log "the smoke tests pass"',
  ],
};
