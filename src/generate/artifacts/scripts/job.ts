/** Scripts of a job: to deploy it is to run it to its end. */
import { applied, imageFacts, imageOption, prepare } from './deploying.ts';
import { constant, type Script, secondsOf, valueOption } from './facts.ts';

export const jobDeploy: Script = {
  name: 'deploy',
  purpose: 'runs the job to its end',
  options: [imageOption.help],
  cases: imageOption.cases,
  exclusive: true,
  facts: imageFacts,
  body: service => [
    ...prepare(service, ['job']),
    '',
    'run_in_cluster() {',
    '  [[ -f $MANIFESTS/job.yaml ]] || fail "$MANIFESTS has no job.yaml: generate kubernetes beside these scripts"',
    '  lay_ground',
    '  # What a run has in hand is never cut off, and a Job cannot be changed: the one before ends and makes way.',
    '  has_ended || fail "the run before has not ended after $DEPLOY_SECONDS s; nothing was changed"',
    '  prepare',
    '  if [[ $(job_state) != none ]]; then run "${KUBECTL[@]}" delete job "$SERVICE" --wait; fi',
    '  log "$IMAGE as job $SERVICE"',
    '  with_image job \\',
    `    | ${applied(service)} || fail "the cluster refused the Job"`,
    '  bash "$HERE/health-check.sh" --env "$ENVIRONMENT" 9>&- || fail "$IMAGE did not run to its end"',
    '}',
    '',
    'if is_local; then',
    '  run "$FLOW" up "$PROJECT" --env local || fail "it does not run here; the lines above say why"',
    'else',
    '  run_in_cluster',
    'fi',
    'log "done"',
    'finish',
  ],
};

export const jobHealthCheck: Script = {
  name: 'health-check',
  purpose: 'waits until the job has ended, and says how',
  options: [],
  cases: [],
  exclusive: false,
  facts: ({ rollout }) => [constant('DEPLOY_SECONDS', secondsOf(rollout.deploySeconds) ?? '900')],
  body: () => [
    'if is_local; then fail "a job runs in a cluster: see --help"; fi',
    'has_ended || fail "it has not ended after $DEPLOY_SECONDS s"',
    'case $(job_state) in',
    '  Complete) log "it has run to its end" ;;',
    '  none) fail "it has not run, or more than a week ago" ;;',
    '  *)',
    '    run "${KUBECTL[@]}" logs -l "batch.kubernetes.io/job-name=$SERVICE" --all-containers --tail 20 || true',
    '    fail "it failed; above are its last lines, where its pods are still there"',
    '    ;;',
    'esac',
    'finish',
  ],
};

export const jobRollback: Script = {
  name: 'rollback',
  purpose: 'runs an earlier image; what a run has done stays done',
  options: ['  --to IMAGE       the image to run'],
  cases: valueOption('--to', 'TO'),
  exclusive: true,
  facts: () => ['TO='],
  body: () => [
    '[[ -n $TO ]] || fail "a job leaves nothing that could be switched back to: say --to IMAGE for an earlier one"',
    'bash "$HERE/deploy.sh" --env "$ENVIRONMENT" ${PROJECT:+--project "$PROJECT"} --image "$TO" 9>&- || fail "$TO did not end well"',
    'finish',
  ],
};
