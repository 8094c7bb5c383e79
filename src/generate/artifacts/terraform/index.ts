import { problem } from '../../../errors/index.ts';
import type { CloudProvider } from '../../../model/resource.ts';
import { trace } from '../../../model/traced.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { cloudOf } from '../shared/infrastructure/cloud.ts';
import { type Stack, stackOf } from '../shared/infrastructure/stack.ts';
import { awsFiles } from './aws/index.ts';
import { azureFiles } from './azure/index.ts';
import { gcpFiles } from './gcp/index.ts';

const clouds: Readonly<Record<CloudProvider, (stack: Stack) => Artifact[]>> = {
  aws: awsFiles,
  gcp: gcpFiles,
  azure: azureFiles,
};

/** One stack for all services of a project: they share network, cluster and load balancer. */
export const terraform: Emitter = {
  id: 'terraform',
  family: 'terraform',
  refusals: project =>
    cloudOf(project) === undefined
      ? [problem('cloud-needed', { family: 'terraform', known: Object.keys(clouds) })]
      : [],
  emit: project => {
    const cloud = cloudOf(project);
    const stack = stackOf(trace(project));
    return cloud === undefined || stack.environments.length === 0 ? [] : clouds[cloud](stack);
  },
};
