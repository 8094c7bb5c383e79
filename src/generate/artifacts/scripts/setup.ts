import { isBuilt, isJob, isStateful, type ServiceView } from '../../../model/views.ts';
import { constant, onTarget, type Script } from './facts.ts';

export const setup: Script = {
  name: 'setup',
  purpose: 'checks the tools and lays the ground in an environment',
  options: [],
  cases: [],
  exclusive: true,
  facts: service => (isBuilt(service) ? [constant('RUNTIME', service.command[0] ?? 'true')] : []),
  body: service => [
    'need flock "two deploys at once would fight"',
    ...onTarget(service, { process: here(service), kubernetes: inCluster(service) }),
    'log "ready"',
  ],
};

const here = (service: ServiceView) => [
  ...(isBuilt(service) ? ['need "$RUNTIME" "the service starts with it"'] : []),
  'log "documents in $PROJECT"',
];

const inCluster = (service: ServiceView) => [
  'retry "${KUBECTL[@]}" version || fail "the cluster does not answer: kubectl version"',
  'render',
  'if ! would "set $NAMESPACE up: namespace, accounts, roles and quotas"; then',
  '  apply_those "$GROUND|^(resourcequota|limitrange)-|^serviceaccount-$SERVICE\\$" "^$" || fail "$NAMESPACE cannot be set up"',
  'fi',
  ...mayDeploy(service),
  ...(isBuilt(service)
    ? ['command -v docker >/dev/null || warn "docker is not here: images must be built and pushed elsewhere"']
    : []),
];

function mayDeploy(service: ServiceView): readonly string[] {
  const may = (verb: string, kind: string, what: string) => [
    `"\${KUBECTL[@]}" auth can-i ${verb} ${kind} >/dev/null || fail "this user may not ${what} in $NAMESPACE"`,
  ];
  if (isJob(service) && service.schedule) return may('patch', 'cronjobs', 'change cron jobs');
  if (isJob(service)) return may('create', 'jobs', 'run jobs');
  if (isStateful(service)) return may('patch', 'statefulsets', 'change stateful sets');
  return may('patch', 'deployments', 'change deployments');
}
