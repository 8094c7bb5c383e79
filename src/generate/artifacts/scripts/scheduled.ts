/** Scripts of a job with a schedule: to deploy it is to have the cluster run another image from the next time on. */
import { imageOption, prepare, releasedImage } from './deploying.ts';
import { constant, type Script } from './facts.ts';

export const scheduledDeploy: Script = {
  name: 'deploy',
  purpose: 'has the cluster run the job at its times; a run that is under way ends as it began',
  options: [imageOption.help],
  cases: imageOption.cases,
  exclusive: true,
  facts: service => [...releasedImage(service), constant('CRON', service.schedule?.cron ?? '')],
  body: service => [
    ...prepare(service, ['cronjob']),
    '',
    'schedule_in_cluster() {',
    '  [[ -f $MANIFESTS/cronjob.yaml ]] || fail "$MANIFESTS has no cronjob.yaml: generate kubernetes beside these scripts"',
    '  lay_ground',
    '  prepare',
    '  log "$IMAGE as cron job $SERVICE: $CRON"',
    '  with_image cronjob | apply - \\',
    '    || fail "the cluster refused the CronJob; what it had runs on"',
    '}',
    '',
    'if is_local; then',
    '  run "$FLOW" up "$PROJECT" --env local || fail "it does not run here; the lines above say why"',
    'else',
    '  schedule_in_cluster',
    'fi',
    'log "deployed"',
    'finish',
  ],
};

export const scheduledHealthCheck: Script = {
  name: 'health-check',
  purpose: 'says how the last run ended',
  options: [],
  cases: [],
  exclusive: false,
  facts: () => [],
  body: () => [
    'if is_local; then fail "a job runs in a cluster: see --help"; fi',
    '[[ -n $("${KUBECTL[@]}" get cronjob "$SERVICE" --ignore-not-found -o name) ]] || fail "it is not deployed"',
    'runs=$("${KUBECTL[@]}" get jobs -l "app.kubernetes.io/name=$SERVICE" --sort-by .metadata.creationTimestamp \\',
    '  -o \'jsonpath={range .items[*]}{.metadata.name} {.status.conditions[?(@.status=="True")].type}{"\\n"}{end}\')',
    'last=$(tail -n 1 <<<"$runs")',
    'case $last in',
    '  "") log "it has not run yet" ;;',
    '  *Failed*)',
    '    run "${KUBECTL[@]}" logs -l "batch.kubernetes.io/job-name=${last%% *}" --all-containers --tail 20 || true',
    '    fail "the last run, ${last%% *}, failed; above are its last lines, where its pods are still there"',
    '    ;;',
    '  *Complete*) log "the last run, ${last%% *}, ended well" ;;',
    '  *) log "${last%% *} is under way" ;;',
    'esac',
    'finish',
  ],
};
