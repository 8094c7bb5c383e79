import { type Problem, problem } from '../../../errors/index.ts';
import type { Project } from '../../../model/service.ts';
import { trace } from '../../../model/traced.ts';
import type { Emitter } from '../shared/artifact.ts';
import { cloudOf } from '../shared/infrastructure/cloud.ts';
import { runnerOf } from '../shared/infrastructure/orchestrator.ts';
import { stackOf } from '../shared/infrastructure/stack.ts';
import { azureTemplates } from './azure/index.ts';

const family = 'arm';
const fix = 'have it as Terraform (generate-infra --type terraform)';

/** Templates of Azure Resource Manager for all services of a project, as Terraform makes it. */
export const arm: Emitter = {
  id: family,
  family,
  refusals: (project: Project): readonly Problem[] => {
    const cloud = cloudOf(project);
    const facts = { family, known: ['azure'] };
    if (cloud === undefined) return [problem('cloud-needed', facts)];
    if (cloud !== 'azure') return [problem('cloud-not-generated', { ...facts, cloud })];
    const runner = runnerOf(stackOf(trace(project)));
    return runner ? [problem('runner-not-generated', { family, runner, fix })] : [];
  },
  emit: project => {
    const stack = stackOf(trace(project));
    const isOurs = cloudOf(project) === 'azure' && stack.environments.length > 0 && !runnerOf(stack);
    return isOurs ? azureTemplates(stack) : [];
  },
};
