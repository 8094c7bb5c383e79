/** Scripts of a job: to deploy it is to run it to its end. */
import type { ServiceView } from '../../../model/views.ts';
import { constant } from '../shared/declarations.ts';
import { valueOption } from '../shared/shell.ts';
import { imageFacts, imageOption, prepare, stamped } from './deploying.ts';
import { hasTarget, onTarget, type Script, secondsOf } from './facts.ts';
import { runHere } from './targets/process.ts';

const runInCluster = (service: ServiceView): readonly string[] => [
  'run_in_cluster() {',
  '  render',
  '  if would "run $IMAGE as job $SERVICE in $NAMESPACE"; then return; fi',
  '  lay_ground',
  '  # What a run has in hand is never cut off, and a Job cannot be changed: the one before ends and makes way.',
  '  has_ended || fail "the run before has not ended after $DEPLOY_SECONDS s; nothing was changed"',
  '  prepare',
  '  if [[ $(job_state) != none ]]; then run "${WATCH[@]}" delete job "$SERVICE" --wait; fi',
  '  log "$IMAGE as job $SERVICE"',
  `  with_image job${stamped(service)} >"$WORK/workload.yaml"`,
  '  apply "$WORK/workload.yaml" || fail "the cluster refused the Job"',
  '  call health-check || fail "$IMAGE did not run to its end"',
  '}',
];

export const jobDeploy: Script = {
  name: 'deploy',
  purpose: 'runs the job to its end',
  options: [imageOption.help],
  cases: imageOption.cases,
  exclusive: true,
  facts: imageFacts,
  functions: service =>
    hasTarget(service, 'kubernetes') ? [prepare(service, ['job']), runInCluster(service)] : [],
  commands: service => [
    ...onTarget(service, { process: runHere, kubernetes: ['run_in_cluster'] }),
    'log "done"',
  ],
};

export const jobHealthCheck: Script = {
  name: 'health-check',
  purpose: 'waits until the job has ended, and says how',
  options: [],
  cases: [],
  exclusive: false,
  facts: ({ rollout }) => [constant('DEPLOY_SECONDS', secondsOf(rollout.deploySeconds) ?? '900')],
  commands: service => [
    ...onTarget(service, {
      process: ['fail "a job runs in a cluster: see --help"'],
      kubernetes: [
        'has_ended || fail "it has not ended after $DEPLOY_SECONDS s"',
        'case $(job_state) in',
        '  Complete) log "it has run to its end" ;;',
        '  none) fail "it has not run, or more than a week ago" ;;',
        '  *)',
        '    run "${KUBECTL[@]}" logs -l "batch.kubernetes.io/job-name=$SERVICE" --all-containers --tail 20 || true',
        '    fail "it failed; above are its last lines, where its pods are still there"',
        '    ;;',
        'esac',
      ],
    }),
  ],
};

export const jobRollback: Script = {
  name: 'rollback',
  purpose: 'runs an earlier image; what a run has done stays done',
  options: ['  --to IMAGE       the image to run'],
  cases: valueOption('--to', 'TO'),
  exclusive: true,
  facts: () => ['TO=""'],
  commands: () => [
    '[[ -n $TO ]] || fail "a job leaves nothing that could be switched back to: say --to IMAGE for an earlier one"',
    'call deploy --image "$TO" ${DRY_RUN:+--dry-run} || fail "$TO did not end well"',
  ],
};
