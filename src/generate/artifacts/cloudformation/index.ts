import { problem } from '../../../errors/index.ts';
import { trace } from '../../../model/traced.ts';
import type { Emitter } from '../shared/artifact.ts';
import { cloudOf } from '../shared/infrastructure/cloud.ts';
import { stackOf } from '../shared/infrastructure/stack.ts';
import { awsTemplates } from './aws/index.ts';

/** Templates of CloudFormation: a root and nested stacks for all services of a project, as Terraform makes it. */
export const cloudformation: Emitter = {
  id: 'cloudformation',
  family: 'cloudformation',
  refusals: project => {
    const cloud = cloudOf(project);
    const facts = { family: 'cloudformation', known: ['aws'] };
    if (cloud === undefined) return [problem('cloud-needed', facts)];
    return cloud === 'aws' ? [] : [problem('cloud-not-generated', { ...facts, cloud })];
  },
  emit: project => {
    const stack = stackOf(trace(project));
    return cloudOf(project) === 'aws' && stack.environments.length > 0 ? awsTemplates(stack) : [];
  },
};
