import { problem } from '../../../errors/index.ts';
import { trace } from '../../../model/traced.ts';
import type { Emitter } from '../shared/artifact.ts';
import { cloudOf } from '../shared/infrastructure/cloud.ts';
import { hasCluster } from '../shared/infrastructure/orchestrator.ts';
import { stackOf } from '../shared/infrastructure/stack.ts';
import { awsProgram } from './aws/index.ts';

/** A program of Pulumi in TypeScript: one stack for all services of a project, as Terraform makes it. */
export const pulumi: Emitter = {
  id: 'pulumi',
  family: 'pulumi',
  refusals: project => {
    const cloud = cloudOf(project);
    const facts = { family: 'pulumi', known: ['aws'] };
    if (cloud === undefined) return [problem('cloud-needed', facts)];
    if (cloud !== 'aws') return [problem('cloud-not-generated', { ...facts, cloud })];
    return hasCluster(stackOf(trace(project)))
      ? [problem('cluster-not-generated', { family: 'pulumi' })]
      : [];
  },
  emit: project => {
    const stack = stackOf(trace(project));
    const isOurs = cloudOf(project) === 'aws' && stack.environments.length > 0 && !hasCluster(stack);
    return isOurs ? awsProgram(stack) : [];
  },
};
