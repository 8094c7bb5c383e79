import { problem } from '../../../errors/index.ts';
import type { CloudProvider } from '../../../model/resource.ts';
import type { Project } from '../../../model/service.ts';
import { trace } from '../../../model/traced.ts';
import type { Artifact, Emitter } from '../shared/artifact.ts';
import { type Stack, stackOf } from '../shared/infrastructure/stack.ts';
import { awsFiles } from './aws/index.ts';

const clouds: Readonly<Partial<Record<CloudProvider, (stack: Stack) => Artifact[]>>> = { aws: awsFiles };

/** The cloud of the project; AWS where no document names one. */
const cloudOf = ({ services }: Project): CloudProvider =>
  services.map(({ cloud }) => cloud.provider).find(found => found !== undefined) ?? 'aws';

/** One stack for all services of a project: they share network, cluster and load balancer. */
export const terraform: Emitter = {
  id: 'terraform',
  family: 'terraform',
  refusals: project => {
    const cloud = cloudOf(project);
    const facts = { family: 'terraform', cloud, known: Object.keys(clouds) };
    return clouds[cloud] ? [] : [problem('cloud-not-generated', facts)];
  },
  emit: project => {
    const stack = stackOf(trace(project));
    return stack.environments.length === 0 ? [] : (clouds[cloudOf(project)]?.(stack) ?? []);
  },
};
