import { isBuilt, isJob, isStateful, type ServiceView } from '../../../model/views.ts';
import { constant } from '../shared/declarations.ts';
import { hasTarget, onTarget, type Script } from './facts.ts';
import { ecsFacts } from './targets/ecs.ts';

export const setup: Script = {
  name: 'setup',
  purpose: 'checks the tools and lays the ground in an environment',
  options: [],
  cases: [],
  exclusive: true,
  facts: service => [
    ...(isBuilt(service) ? [constant('RUNTIME', service.command[0] ?? 'true')] : []),
    ...(hasTarget(service, 'ecs') ? ecsFacts(service) : []),
  ],
  commands: service => [
    'need flock "two deploys at once would fight"',
    ...onTarget(service, {
      process: here(service),
      docker: onDocker,
      ecs: onEcs,
      kubernetes: inCluster(service),
    }),
    'log "ready"',
  ],
};

const here = (service: ServiceView) => [
  ...(isBuilt(service) ? ['need "$RUNTIME" "the service starts with it"'] : []),
  'log "documents in $PROJECT"',
];

const onDocker = [
  'retry docker version || fail "the Docker Engine does not answer: docker version"',
  'docker network inspect "$PLACE" >/dev/null 2>&1 || would "create the network $PLACE" || run docker network create "$PLACE"',
];

const onEcs = [
  '[[ -n $(task_definition) ]] || fail "ECS has no service $ECS_SERVICE in cluster $ECS_CLUSTER: the infrastructure makes it"',
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

const allowed = (verb: string, kind: string, what: string): readonly string[] => [
  `"\${KUBECTL[@]}" auth can-i ${verb} ${kind} >/dev/null || fail "this user may not ${what} in $NAMESPACE"`,
];

function mayDeploy(service: ServiceView): readonly string[] {
  if (isJob(service) && service.schedule) return allowed('patch', 'cronjobs', 'change cron jobs');
  if (isJob(service)) return allowed('create', 'jobs', 'run jobs');
  if (isStateful(service)) return allowed('patch', 'statefulsets', 'change stateful sets');
  return allowed('patch', 'deployments', 'change deployments');
}
