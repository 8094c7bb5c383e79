import { fieldOf, serviceFields } from '../../../generate/documents/native/form.ts';
import type { Project } from '../../../model/service.ts';
import { servicePath } from '../../../model/traced.ts';

/** The paths of fields that a path of keys of devops-flow.yaml means: one, or one of each service. */
export function pathsOfKeys(asked: string, project: Project): readonly string[] {
  const parts = asked.split('.');
  const isNamed = parts[0] === 'services' && parts.length > 2;
  const [key = '', ...rest] = isNamed ? parts.slice(2) : parts[0] === 'service' ? parts.slice(1) : parts;
  if (!Object.hasOwn(serviceFields, key)) return [];
  return project.services
    .filter(({ name }) => !isNamed || name === parts[1])
    .map(({ name }) => [servicePath(project, name), fieldOf(key), ...rest].join('.'));
}

/** Whether devops-flow.yaml may say it of a service, though nothing says it here: a key alone, such as `labels`. */
export function isServiceKey(asked: string): boolean {
  return Object.hasOwn(serviceFields, asked.replace(/^service\./, ''));
}
