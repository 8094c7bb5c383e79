/** What scripts that move the traffic have alike. */
import type { ServiceView } from '../../../model/views.ts';
import type { Declaration } from '../shared/declarations.ts';
import { hasTarget, onTarget } from './facts.ts';
import { frontFacts } from './targets/docker.ts';
import { ecsFacts } from './targets/ecs.ts';

/** What they know of Docker and ECS. */
export const targetFacts = (service: ServiceView): readonly Declaration[] => [
  ...(hasTarget(service, 'docker') ? frontFacts(service) : []),
  ...(hasTarget(service, 'ecs') ? ecsFacts(service) : []),
];

/** The lines of `serving_now`: what an interrupted script says last. */
export const servingNow = (service: ServiceView): readonly string[] => [
  'serving_now() {',
  ...onTarget(service, {
    process: ['"$FLOW" status "$PROJECT" --env "$ENVIRONMENT" 2>&1 | tee -a -- "$LOG" >&2'],
    docker: ['log "the $(front_says slot) slot serves in $PLACE"'],
    ecs: ['log "$(task_definition) serves in $ECS_CLUSTER"'],
    kubernetes: ['log "deployment/$(name_of "$(active_slot)") serves in $NAMESPACE"'],
  }).map(line => `  ${line}`),
  '}',
];
