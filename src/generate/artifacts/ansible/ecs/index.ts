/** ECS on Fargate: what is asked of AWS, from the machine that runs the playbooks. */
import type { Project } from '../../../../model/service.ts';
import type { TracedView } from '../../../../model/traced.ts';
import type { ServiceView } from '../../../../model/views.ts';
import type { Artifact, EmitOptions } from '../../shared/artifact.ts';
import { stackOf } from '../../shared/infrastructure/stack.ts';
import { collection } from '../collections.ts';
import { fileIn, playbooks } from '../files.ts';
import { lintSettings } from '../lint.ts';
import { roles } from '../roles.ts';
import { type Purpose, wantedPlaybooks } from '../wanted.ts';
import { environmentFile, environmentVariables } from './environment.ts';
import { playsOnEcs } from './plays.ts';
import { possibleOnEcs } from './possible.ts';
import { serviceVariables } from './variables.ts';

const roleOf: Readonly<Partial<Record<Purpose, string>>> = {
  provision: 'infrastructure',
  configure: 'ecs',
  deploy: 'ecs',
  monitoring: 'cloudwatch',
  security: 'audit',
  backup: 'rds',
};

export function ecsFiles(
  folder: string,
  service: ServiceView,
  project: TracedView<Project>,
  options: EmitOptions,
): Artifact[] {
  const stack = stackOf(project);
  const wanted = wantedPlaybooks(service, possibleOnEcs(stack));
  if (wanted.length === 0 || stack.environments.length === 0) return [];
  const file = fileIn(folder);
  const used = new Set(wanted.flatMap(({ purpose }) => roleOf[purpose] ?? []));
  return [
    ...playbooks(folder, wanted, playsOnEcs),
    file('vars/service.yml', serviceVariables(folder, service, stack, options)),
    ...stack.environments.map(environment =>
      file(environmentFile(environment), environmentVariables(stack, environment, service)),
    ),
    file('requirements.yml', {
      collections: [collection('amazon.aws'), collection('community.aws'), collection('community.general')],
    }),
    file('.ansible-lint', lintSettings(used)),
    ...roles(folder, used),
  ];
}
