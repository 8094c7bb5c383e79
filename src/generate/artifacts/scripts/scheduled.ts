/** Scripts of a job with a schedule: to deploy it is to have the cluster run another image from the next time on. */
import type { ServiceView } from '../../../model/views.ts';
import { constant } from '../shared/declarations.ts';
import { imageFacts, imageOption, prepare, stamped } from './deploying.ts';
import { hasTarget, onTarget, type Script } from './facts.ts';
import { runHere } from './targets/process.ts';

const scheduleInCluster = (service: ServiceView): readonly string[] => [
  'schedule_in_cluster() {',
  '  render',
  '  if would "have $NAMESPACE run $IMAGE at $CRON"; then return; fi',
  '  lay_ground',
  '  prepare',
  '  log "$IMAGE as cron job $SERVICE: $CRON"',
  `  with_image cronjob${stamped(service)} >"$WORK/workload.yaml"`,
  '  apply "$WORK/workload.yaml" || fail "the cluster refused the CronJob; what it had runs on"',
  '}',
];

export const scheduledDeploy: Script = {
  name: 'deploy',
  purpose: 'has the cluster run the job at its times; a run that is under way ends as it began',
  options: [imageOption.help],
  cases: imageOption.cases,
  exclusive: true,
  facts: service => [...imageFacts(service), constant('CRON', service.schedule?.cron ?? '')],
  functions: service =>
    hasTarget(service, 'kubernetes') ? [prepare(service, ['cronjob']), scheduleInCluster(service)] : [],
  commands: service => [
    ...onTarget(service, { process: runHere, kubernetes: ['schedule_in_cluster'] }),
    'log "deployed"',
  ],
};

export const scheduledHealthCheck: Script = {
  name: 'health-check',
  purpose: 'says how the last run ended',
  options: [],
  cases: [],
  exclusive: false,
  facts: () => [],
  commands: service => [
    ...onTarget(service, {
      process: ['fail "a job runs in a cluster: see --help"'],
      kubernetes: lastRun,
    }),
  ],
};

const lastRun = [
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
];
