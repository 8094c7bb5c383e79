import { type Problem, problem } from '../../../errors/index.ts';
import type { Project } from '../../../model/service.ts';
import { trace } from '../../../model/traced.ts';
import type { Emitter } from '../shared/artifact.ts';
import { cloudOf } from '../shared/infrastructure/cloud.ts';
import { runnerOf } from '../shared/infrastructure/orchestrator.ts';
import { stackOf } from '../shared/infrastructure/stack.ts';
import { awsTemplates } from './aws/index.ts';

const family = 'cloudformation';
const fix = 'have it as Terraform (generate-infra --type terraform)';

/** Templates of CloudFormation: a root and nested stacks for all services of a project, as Terraform makes it. */
export const cloudformation: Emitter = {
  id: family,
  family,
  refusals: project => {
    const cloud = cloudOf(project);
    const facts = { family, known: ['aws'] };
    if (cloud === undefined) return [problem('cloud-needed', facts)];
    if (cloud !== 'aws') return [problem('cloud-not-generated', { ...facts, cloud })];
    const runner = runnerOf(stackOf(trace(project)));
    if (runner) return [problem('runner-not-generated', { family, runner, fix })];
    return references(project);
  },
  emit: project => {
    const stack = stackOf(trace(project));
    const isOurs = cloudOf(project) === 'aws' && stack.environments.length > 0 && !runnerOf(stack);
    return isOurs && references(project).length === 0 ? awsTemplates(stack) : [];
  },
};

/** Nothing can be written that CloudFormation does not read as a reference. */
const references = ({ services }: Project): Problem[] =>
  services.flatMap(({ name, variables, command, arguments: words }) => [
    ...variables
      .filter(variable => isReference(variable.default))
      .map(variable => problem('dynamic-reference', { service: name, variable: variable.name })),
    ...([...command, ...words].some(isReference)
      ? [problem('dynamic-reference', { service: name, variable: 'the command' })]
      : []),
  ]);

const isReference = (text: string | undefined): boolean => text?.includes('{{resolve:') ?? false;
