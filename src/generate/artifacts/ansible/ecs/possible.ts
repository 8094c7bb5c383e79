import { isJob, type ResourceView, type ServiceView } from '../../../../model/views.ts';
import type { Stack } from '../../shared/infrastructure/stack.ts';
import type { Summaries } from '../wanted.ts';

/** Whether ECS keeps tasks of the service running: a compute resource is called so, or an environment's target is. */
export function runsOnEcs(service: ServiceView, resources: readonly ResourceView[]): boolean {
  if (isJob(service)) return false;
  return (
    service.environments.some(({ target }) => target.value === 'ecs') ||
    resources.some(({ kind, type }) => kind.value === 'compute' && /\b(?:ECS|Fargate)\b/i.test(type.value))
  );
}

export const possibleOnEcs = ({ stores }: Stack): Summaries => ({
  provision:
    'Bring the infrastructure: by Terraform where its configuration lies beside, else by modules of AWS',
  configure: 'Bring the settings and sizes of the documents to the tasks that run',
  deploy: 'Deploy a version to ECS',
  monitoring: 'Show figures on a dashboard of CloudWatch, and alarm people',
  security:
    'Ask AWS whether security groups, tasks, listeners, databases and the scan of the image are as they should be; change nothing',
  ...(stores.databases.length > 0 && {
    backup: 'Take a snapshot (-e backup_now=true), restore one beside (-e backup_restore=latest)',
  }),
});
