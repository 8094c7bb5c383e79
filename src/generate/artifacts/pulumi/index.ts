import { problem } from '../../../errors/index.ts';
import { trace } from '../../../model/traced.ts';
import type { Emitter } from '../shared/artifact.ts';
import { cloudOf } from '../shared/infrastructure/cloud.ts';
import { runnerOf } from '../shared/infrastructure/orchestrator.ts';
import { stackOf } from '../shared/infrastructure/stack.ts';
import { awsProgram } from './aws/index.ts';

const fix = 'have it as Terraform (generate-infra --type terraform)';

/** A program of Pulumi in TypeScript: one stack for all services of a project, as Terraform makes it. */
export const pulumi: Emitter = {
  id: 'pulumi',
  family: 'pulumi',
  refusals: project => {
    const cloud = cloudOf(project);
    const facts = { family: 'pulumi', known: ['aws'] };
    if (cloud === undefined) return [problem('cloud-needed', facts)];
    if (cloud !== 'aws') return [problem('cloud-not-generated', { ...facts, cloud })];
    const runner = runnerOf(stackOf(trace(project)));
    return runner ? [problem('runner-not-generated', { family: 'pulumi', runner, fix })] : [];
  },
  emit: project => {
    const stack = stackOf(trace(project));
    const isOurs = cloudOf(project) === 'aws' && stack.environments.length > 0 && !runnerOf(stack);
    return isOurs ? awsProgram(stack) : [];
  },
};
