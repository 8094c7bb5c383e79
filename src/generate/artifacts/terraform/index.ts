import { problem } from '../../../errors/index.ts';
import type { CloudProvider } from '../../../model/resource.ts';
import { trace } from '../../../model/traced.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { cloudOf } from '../shared/infrastructure/cloud.ts';
import { runnerOf } from '../shared/infrastructure/orchestrator.ts';
import { type Stack, stackOf } from '../shared/infrastructure/stack.ts';
import { awsFiles } from './aws/index.ts';
import { azureFiles } from './azure/index.ts';
import { gcpFiles } from './gcp/index.ts';

const clouds: Readonly<Record<CloudProvider, (stack: Stack) => Artifact[]>> = {
  aws: awsFiles,
  gcp: gcpFiles,
  azure: azureFiles,
};

/** What runs the services of a stack, where it is made on AWS only. */
function missingRunner(cloud: CloudProvider, stack: Stack): string | undefined {
  const runner = runnerOf(stack);
  return cloud === 'aws' || runner === 'Kubernetes' ? undefined : runner;
}

/** One stack for all services of a project: they share network, cluster and load balancer. */
export const terraform: Emitter = {
  id: 'terraform',
  family: 'terraform',
  refusals: project => {
    const cloud = cloudOf(project);
    if (cloud === undefined)
      return [problem('cloud-needed', { family: 'terraform', known: Object.keys(clouds) })];
    const runner = missingRunner(cloud, stackOf(trace(project)));
    const facts = { family: 'terraform', fix: 'have them on AWS (--cloud aws)' };
    return runner ? [problem('runner-not-generated', { ...facts, runner })] : [];
  },
  emit: project => {
    const cloud = cloudOf(project);
    const stack = stackOf(trace(project));
    const isOurs = cloud !== undefined && stack.environments.length > 0 && !missingRunner(cloud, stack);
    return isOurs ? clouds[cloud](stack) : [];
  },
};
