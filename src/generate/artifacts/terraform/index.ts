import type { Project } from '../../../model/service.ts';
import { plain, trace } from '../../../model/traced.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { stackOf } from '../shared/infrastructure/stack.ts';
import { awsFiles } from './aws/index.ts';

/** One stack for all services of a project: they share network, cluster and load balancer. */
export const terraform: Emitter = {
  id: 'terraform',
  family: 'terraform',
  emit: (project: Project): Artifact[] => {
    const view = trace(project);
    const provider = view.services.map(({ cloud }) => cloud.provider).find(found => found !== undefined);
    if (provider !== undefined && plain(provider) !== 'aws') return [];
    const stack = stackOf(view);
    return stack.environments.length === 0 ? [] : awsFiles(stack);
  },
};
