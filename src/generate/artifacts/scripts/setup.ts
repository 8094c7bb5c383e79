import { isBuilt, isJob, isStateful, type ServiceView } from '../../../model/views.ts';
import { ground } from './deploying.ts';
import { constant, type Script } from './facts.ts';

export const setup: Script = {
  name: 'setup',
  purpose: 'checks the tools and lays the ground in an environment',
  options: [],
  cases: [],
  exclusive: true,
  facts: service => (isBuilt(service) ? [constant('RUNTIME', service.command[0] ?? 'true')] : []),
  body: service => [
    'need flock "two deploys at once would fight"',
    'if is_local; then',
    ...(isBuilt(service) ? ['  need "$RUNTIME" "the service starts with it"'] : []),
    '  log "documents in $PROJECT"',
    'else',
    '  "${KUBECTL[@]}" version >/dev/null 2>&1 || fail "the cluster does not answer: kubectl version"',
    `  for file in ${[...ground, 'serviceaccount', 'quota'].join(' ')}; do`,
    '    if [[ -f $MANIFESTS/$file.yaml ]]; then apply "$MANIFESTS/$file.yaml"; fi',
    '  done',
    ...mayDeploy(service),
    ...(isBuilt(service)
      ? [
          '  command -v docker >/dev/null || warn "docker is not here: images must be built and pushed elsewhere"',
        ]
      : []),
    'fi',
    'log "ready"',
    'finish',
  ],
};

function mayDeploy(service: ServiceView): readonly string[] {
  const may = (verb: string, kind: string, what: string) => [
    `  "\${KUBECTL[@]}" auth can-i ${verb} ${kind} >/dev/null || fail "this user may not ${what} in $SERVICE"`,
  ];
  if (isJob(service) && service.schedule) return may('patch', 'cronjobs', 'change cron jobs');
  if (isJob(service)) return may('create', 'jobs', 'run jobs');
  if (isStateful(service)) return may('patch', 'statefulsets', 'change stateful sets');
  return may('patch', 'deployments', 'change deployments');
}
