import { isBuilt, isJob } from '../../../model/views.ts';
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
    '  for file in namespace serviceaccount; do apply "$MANIFESTS/$file.yaml"; done',
    isJob(service)
      ? '  "${KUBECTL[@]}" auth can-i create jobs >/dev/null || fail "this user may not run jobs in $SERVICE"'
      : '  "${KUBECTL[@]}" auth can-i patch deployments >/dev/null || fail "this user may not change deployments in $SERVICE"',
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
