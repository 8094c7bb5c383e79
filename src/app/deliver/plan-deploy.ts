import { realMachine } from '../../deliver/machine/real/machine.ts';
import type { DeployPlan, Member } from '../../deliver/release/plan.ts';
import { planVersion } from '../../deliver/release/plan.ts';
import type { Stage } from '../../deliver/release/stage.ts';
import { scaleStages, stagesOf } from '../../deliver/release/strategies/index.ts';
import type { Environment, Service, StrategyName } from '../../model/service.ts';
import { actor } from './actor.ts';
import { newDeployId } from './delivery.ts';
import { assignmentOf, bakeMsOf, criteriaOf, hooksOf, limitsOf, strategyOf } from './strategy.ts';

export interface Deployable {
  readonly service: Service;
  readonly environment: Environment;
  readonly member: Member;
}

/**
 * The plan of one release of one or several services: the first service's settings hold for all of them. Scaling is
 * for services that serve this very release already.
 */
export function planDeploy(
  deployables: readonly [Deployable, ...Deployable[]],
  kind: 'deploy' | 'scale',
  name?: StrategyName,
): DeployPlan {
  const [{ service, environment }] = deployables;
  const strategy = strategyOf(service, environment, name ?? environment.strategy);
  const members = deployables.map(({ member }) => member);
  const hooks = kind === 'scale' ? [] : deployables.flatMap(one => hooksOf(one.service));
  const setting = { members, hooks, bakeMs: bakeMsOf(service, environment) };
  const stages: Stage[] = kind === 'scale' ? scaleStages(setting) : stagesOf(strategy, setting);
  return {
    schemaVersion: planVersion,
    id: newDeployId(realMachine),
    environment: environment.name,
    kind,
    strategy,
    members,
    stages,
    hooks,
    criteria: criteriaOf(service, environment),
    limits: limitsOf(service, environment, stages, hooks),
    freezes: kind === 'scale' ? [] : deployables.flatMap(one => one.environment.freezes),
    author: actor(),
    ...assignmentOf(service),
    ...(service.rollout.prometheus ? { prometheus: service.rollout.prometheus } : {}),
  };
}
