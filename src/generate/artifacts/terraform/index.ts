import { problem } from '../../../errors/index.ts';
import type { CloudProvider } from '../../../model/resource.ts';
import { trace } from '../../../model/traced.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { cloudOf } from '../shared/infrastructure/cloud.ts';
import { hasMachines } from '../shared/infrastructure/orchestrator.ts';
import { type Stack, stackOf } from '../shared/infrastructure/stack.ts';
import { awsFiles } from './aws/index.ts';
import { azureFiles } from './azure/index.ts';
import { gcpFiles } from './gcp/index.ts';

const clouds: Readonly<Record<CloudProvider, (stack: Stack) => Artifact[]>> = {
  aws: awsFiles,
  gcp: gcpFiles,
  azure: azureFiles,
};

/** Virtual machines are made on AWS only. */
const isMade = (cloud: CloudProvider, stack: Stack): boolean => cloud === 'aws' || !hasMachines(stack);

const machinesElsewhere = {
  family: 'terraform',
  runner: 'virtual machines',
  fix: 'have them on AWS (--cloud aws)',
};

/** One stack for all services of a project: they share network, cluster and load balancer. */
export const terraform: Emitter = {
  id: 'terraform',
  family: 'terraform',
  refusals: project => {
    const cloud = cloudOf(project);
    if (cloud === undefined)
      return [problem('cloud-needed', { family: 'terraform', known: Object.keys(clouds) })];
    return isMade(cloud, stackOf(trace(project))) ? [] : [problem('runner-not-generated', machinesElsewhere)];
  },
  emit: project => {
    const cloud = cloudOf(project);
    const stack = stackOf(trace(project));
    const isOurs = cloud !== undefined && stack.environments.length > 0 && isMade(cloud, stack);
    return isOurs ? clouds[cloud](stack) : [];
  },
};
