/** What scripts that deploy have alike. */
import { imageReference, isServing, type ServiceView } from '../../../model/views.ts';
import { array, constant, type Declaration, type Fact } from '../shared/declarations.ts';
import { wholeSeconds } from '../shared/seconds.ts';
import { valueOption } from '../shared/shell.ts';
import { hasSources, secondsOf, sources } from './facts.ts';

export const imageOption = {
  help: '  --image REF      the image to run, best by digest (default: the one of the documents)',
  cases: valueOption('--image', 'IMAGE'),
};

export function imageFacts(service: ServiceView): readonly Fact[] {
  return [
    constant('DEPLOY_SECONDS', secondsOf(service.rollout.deploySeconds) ?? '900'),
    constant('DEFAULT_IMAGE', imageReference(service.image)),
    'IMAGE=$DEFAULT_IMAGE',
    ...sources(service),
  ];
}

/** For how long a new version is watched in each environment. */
export const bakeFacts = (service: ServiceView): readonly Declaration[] =>
  array(
    'BAKE_SECONDS',
    service.environments.map(
      ({ name, bakeSeconds }) =>
        [name, wholeSeconds(bakeSeconds ?? service.rollout.bakeSeconds).map(String)] as const,
    ),
  );

/** `prepare` applies everything but the ground and the objects that are named: those have an order of their own. */
export function prepare(service: ServiceView, apart: readonly string[]): readonly string[] {
  return [
    'prepare() {',
    `  apply_those . "$GROUND|^(${apart.join('|')})-$SERVICE\\$" || fail "the cluster refused what $IMAGE needs; the version that serves is as it was"`,
    ...(hasSources(service) ? ['  apply_sources'] : []),
    '}',
  ];
}

/** The end of a pipe that prints a workload. */
export const stamped = (service: ServiceView) => (hasSources(service) ? ' | stamp_sources' : '');

/**
 * Whether a new version is asked by the smoke tests, too: what answers requests, but for a port that wants TLS, which a
 * forwarded port cannot give under the name of the certificate.
 */
export const isAsked = (service: ServiceView): boolean =>
  isServing(service) && service.health.probes.every(({ scheme }) => scheme?.value !== 'https');

/** Without curl the smoke tests would fail a version that is well: that is found before anything is changed. */
export const askers = (service: ServiceView): readonly string[] =>
  isAsked(service)
    ? ['[[ $TARGET == process || ! -f $TESTS/smoke.sh ]] || need curl "the smoke tests ask with it"']
    : [];

/** The smoke tests, as another condition at the end of some; `options` say what they ask. */
export const andAsked = (service: ServiceView, options = ''): string =>
  isAsked(service) ? ` && call smoke-tests${options}` : '';

/** How a new version is judged and taken back. What calls with options has a slot to name; shellcheck minds "$@" that nobody fills. */
export function judging({ options }: { readonly options: boolean }): readonly string[] {
  const given = options ? ' "$@"' : '';
  const title = options ? 'healthy_while_baking OPTION...' : 'healthy_while_baking';
  return [
    `# ${title}: asks on for as long as a new version is watched${options ? '; options are those of health-check.sh' : ''}.`,
    'healthy_while_baking() {',
    '  local until=$((SECONDS + ${BAKE_SECONDS[$ENVIRONMENT]:-0}))',
    `  while call health-check${given}; do`,
    '    if ((SECONDS >= until)); then return 0; fi',
    '    beside sleep 5',
    '  done',
    '  return 1',
    '}',
    '',
    'roll_back() {',
    '  log "not well: rolling back"',
    `  call rollback${given} || fail "the rollback failed too; the lines above say why"`,
    '  fail "$IMAGE was rolled back"',
    '}',
  ];
}

/** Bash that prints a name for all that a workload is made of, from the file that holds it. */
export const digestOf = (file: string) => `$(sha256sum <"${file}" | cut -c 1-32)`;
